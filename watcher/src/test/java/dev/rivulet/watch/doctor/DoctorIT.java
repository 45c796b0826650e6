// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration of ours, examined against the real rsync daemon. */
class DoctorIT {
  @TempDir Path work;

  private Path source;
  private Path target;
  private Path password;

  @BeforeEach
  void makeTrees() throws IOException {
    source = Files.createDirectories(work.resolve("source/sub")).getParent();
    Files.writeString(source.resolve("file"), "x");
    target = Files.createDirectory(work.resolve("target"));
    Files.writeString(target.resolve("surplus"), "x");
    password = secret("password", "right\n");
  }

  private Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(work.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private String configuration(int port, String module) {
    return "[mirror]\n"
        + ("source = " + source + "\n")
        + ("target = rsync://user@127.0.0.1:" + port + "/" + module + "/\n")
        + ("password file = " + password + "\n")
        + "options = -a\n"
        + "delete = yes\n";
  }

  private List<Finding> examine(String text) throws Exception {
    return Doctor.examine(Files.writeString(work.resolve("mirror.conf"), text));
  }

  private static List<String> problems(List<Finding> findings) {
    return findings.stream()
        .filter(Finding::isProblem)
        .filter(finding -> !finding.place().equals("fs.inotify"))
        .map(finding -> finding.text() + " -> " + finding.remedy())
        .toList();
  }

  /** Runs with modules {@code open}, {@code locked} (read only) and {@code nodelete}. */
  private void withDaemon(DaemonTest test) throws Exception {
    Path secrets = secret("secrets", "user:right\n");
    String common =
        ("path = " + target + "\n") + "auth users = user\nsecrets file = " + secrets + "\n";
    String configuration =
        "use chroot = no\n"
            + ("root".equals(System.getProperty("user.name")) ? "uid = root\ngid = root\n" : "")
            + ("[open]\nread only = no\n" + common)
            + ("[locked]\n" + common)
            + ("[nodelete]\nread only = no\nrefuse options = delete\n" + common);
    try (RealRsync.Daemon daemon = RealRsync.find().startDaemon(work, configuration)) {
      test.run(daemon.port());
    }
  }

  @FunctionalInterface
  private interface DaemonTest {
    void run(int port) throws Exception;
  }

  @Test
  void findsNothingToMendAndChangesNothing() throws Exception {
    withDaemon(
        port -> {
          List<Finding> findings = examine(configuration(port, "open"));
          assertThat(problems(findings)).isEmpty();
          assertThat(findings.stream().map(Finding::text))
              .contains("answers with protocol 32", "would take a transfer (tried with --dry-run)");
          try (Stream<Path> there = Files.list(target)) {
            assertThat(there).containsExactly(target.resolve("surplus"));
          }
        });
  }

  @Test
  void saysWhyAReceiverWouldNotTakeATransfer() throws Exception {
    withDaemon(
        port -> {
          assertThat(problems(examine(configuration(port, "locked"))))
              .singleElement()
              .asString()
              .contains("module is read only", "set read only = no");
          assertThat(problems(examine(configuration(port, "nodelete"))))
              .singleElement()
              .asString()
              .contains("delete");
          assertThat(problems(examine(configuration(port, "nowhere"))))
              .singleElement()
              .asString()
              .contains("Unknown module", "add the module");
          Files.writeString(password, "wrong\n");
          assertThat(problems(examine(configuration(port, "open"))))
              .singleElement()
              .asString()
              .contains("auth failed", "compare user and password");
          Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
          assertThat(problems(examine(configuration(port, "open"))))
              .singleElement()
              .asString()
              .contains("must not be other-accessible", "chmod 600");
        });
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(problems(examine(configuration(port, "open"))))
        .singleElement()
        .asString()
        .contains("cannot be reached");
  }

  @Test
  void givesTheFaultOfAConfigurationWithItsPlace() throws Exception {
    assertThat(examine("[mirror]\nsorce = /x\ntarget = /y/\nsource = /z\n"))
        .anySatisfy(
            finding -> {
              assertThat(finding.place()).endsWith("mirror.conf:2");
              assertThat(finding.remedy()).contains("source");
            });
  }

  @Test
  void findsAnExpressionOfSersyncThatCanNeverMatch() throws Exception {
    String text =
        """
        <head version="2.5">
          <filter start="true"><exclude expression="a/b\\.txt"></exclude></filter>
          <sersync>
            <localpath watch="SOURCE"><remote ip="127.0.0.1" name="mirror"/></localpath>
            <rsync>
              <commonParams params="-artuz"/>
              <userDefinedPort start="true" port="1"/>
            </rsync>
          </sersync>
        </head>
        """;
    assertThat(examine(text.replace("SOURCE", source.toString())))
        .anySatisfy(
            finding -> {
              assertThat(finding.place()).endsWith("mirror.conf:2");
              assertThat(finding.text()).contains("matches nothing");
              assertThat(finding.isProblem()).isTrue();
            });
  }

  /** What the guides leave as it came: its fail log, its switches, its crontab. */
  @Test
  void explainsSersyncsSwitchesWithoutWantingThemChanged() throws Exception {
    String text =
        """
        <head version="2.5">
          <inotify><attrib start="false"/></inotify>
          <sersync>
            <localpath watch="SOURCE"><remote ip="127.0.0.1" name="open"/></localpath>
            <rsync>
              <commonParams params="-rtuz"/>
              <auth start="true" users="user" passwordfile="PASSWORD"/>
              <userDefinedPort start="true" port="PORT"/>
            </rsync>
            <failLog path="FAILLOG" timeToExecute="60"/>
            <crontab start="true" schedule="600"/>
          </sersync>
        </head>
        """
            .replace("SOURCE", source.toString())
            .replace("PASSWORD", password.toString())
            .replace("FAILLOG", work.resolve("fail.sh").toString());
    withDaemon(
        port -> {
          List<Finding> findings = examine(text.replace("PORT", String.valueOf(port)));
          assertThat(problems(findings)).isEmpty();
          assertThat(findings)
              .anySatisfy(finding -> assertThat(finding.text()).contains("timeToExecute is not"))
              .anySatisfy(
                  finding ->
                      assertThat(finding.text())
                          .contains("and again every 600 minutes")
                          .contains("left to complete comparisons: attributes alone"));
        });
  }

  @Test
  void findsAMisspeltSettingOfLsyncd() throws Exception {
    String sync = "sync{ default.rsync, source = '" + source + "', target = '" + target + "/' }\n";
    assertThat(problems(examine("settings{ stausFile = '/tmp/x' }\n" + sync)))
        .singleElement()
        .asString()
        .contains("stausFile");
    assertThat(problems(examine("settings{ nodaemon = true }\n" + sync))).isEmpty();
  }

  @Test
  void missesWhatIsNeededForEachEventAndBatch() throws Exception {
    String text =
        """
        [events]
        source = WORK/gone
        on event = WORK/no-program %p
        event log = WORK/none/events
        [mirror]
        source = WORK/source
        target = WORK/target/
        after transfer = no-such-program
        event log = WORK/none/arrived
        """
            .replace("WORK", work.toString());
    assertThat(problems(examine(text)))
        .containsExactlyInAnyOrder(
            work + "/gone is no directory -> make it, or correct its name",
            work
                + "/no-program is no program that can be run here -> correct its name, or"
                + " chmod +x it",
            "no-such-program is no program that can be run here -> correct its name, or"
                + " chmod +x it",
            "the directory of the event log, "
                + work
                + "/none, does not exist -> mkdir -p "
                + work
                + "/none",
            "the directory of the event log, "
                + work
                + "/none, does not exist -> mkdir -p "
                + work
                + "/none");
    String fine = "[events]\nsource = " + source + "\non event = sh -c true\n";
    assertThat(examine(fine))
        .anySatisfy(finding -> assertThat(finding.text()).contains("nothing is transferred"))
        .noneMatch(Finding::isProblem);
  }

  @Test
  void missesASourceThatIsNotThere() throws Exception {
    Path copy = Files.createDirectory(work.resolve("copy"));
    String text = "[mirror]\nsource = " + work.resolve("gone") + "\ntarget = " + copy + "/\n";
    assertThat(problems(examine(text))).singleElement().asString().contains("gone/ does not exist");
  }
}
