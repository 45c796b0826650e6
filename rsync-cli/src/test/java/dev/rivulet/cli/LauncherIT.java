// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launchers of the live mirror under the names of the programs they replace, each started by a
 * link from elsewhere, as an administrator would.
 */
class LauncherIT {
  private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  @TempDir Path directory;

  @AfterEach
  void stopWhatStillRuns() throws Exception {
    Optional<ProcessHandle> daemon = daemon();
    if (daemon.isPresent()) {
      daemon.get().destroyForcibly();
      daemon.get().onExit().get(30, TimeUnit.SECONDS);
    }
  }

  /** What {@code --version} and the like print goes to standard output, faults do not. */
  @ParameterizedTest
  @CsvSource({
    "lsyncd,      -version, 0,   Version: 2.2.3",
    "lsyncd,      --help,   255, -pidfile FILE",
    "lsyncd,      --bogus,  255, bogus",
    "sersync2,    -h,       0,   Usage: sersync2",
    "sersync,     -h,       0,   Usage: sersync2",
    "sersync2,    -x,       1,   invalid option -- 'x'",
    "rsync-watch, --version, 0,  rsync-watch  version ",
    "rsync-watch, --help,   0,   Usage: rsync-watch",
    "rsync-watch, --bogus,  1,   bogus",
  })
  void endsWithTheExitCodeOfTheProgramItReplaces(String name, String option, int code, String words)
      throws Exception {
    Run run = run(name, option);
    assertThat(run.exitCode()).as(run.output() + run.errors()).isEqualTo(code);
    boolean fault = option.matches("--bogus|-x");
    assertThat(fault ? run.errors() : run.output()).contains(words);
    assertThat(fault ? run.output() : run.errors()).isEmpty();
  }

  /**
   * One transfer starts as fast as it can; what runs for long pays for compiling early, or gets the
   * collector of a server. What stands behind {@code --} is no option.
   */
  @ParameterizedTest
  @CsvSource({
    "rsync,       --version,                     +UseSerialGC, CompileThresholdScaling, false",
    "rsync,       --version -- --watch,          +UseSerialGC, CompileThresholdScaling, false",
    "rsync,       -a --watch --version,          +UseSerialGC, CompileThresholdScaling, true",
    "rsync-watch, --version,                     +UseSerialGC, CompileThresholdScaling, true",
    "rsync-watch, --version,                     +UseSerialGC, NewSize=16777216,        true",
    "rsync,       --daemon --no-detach --version, +UseG1GC,    +TieredCompilation,      true",
  })
  void givesTheVirtualMachineWhatSuitsTheUse(
      String name, String options, String collector, String compiler, boolean has)
      throws Exception {
    Map<String, String> printing = Map.of("RIVULET_JAVA_OPTS", "-XX:+PrintCommandLineFlags");
    Run run = run(printing, name, options.split(" "));
    assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
    assertThat(run.errors()).contains("-XX:" + collector);
    assertThat(run.errors().contains(compiler)).as(run.errors()).isEqualTo(has);
  }

  @Test
  void lsyncdGoesToTheBackgroundAndEndsOnATerm() throws Exception {
    Path config =
        write(
            "lsyncd.conf.lua",
            """
            settings { logfile = "DIRECTORY/log", pidfile = "DIRECTORY/pid" }
            sync { default.rsync, source = "DIRECTORY/source", target = "DIRECTORY/copy",
              delay = 0 }
            """);
    startInTheBackground("lsyncd", config.toString());
    assertThat(Files.readString(directory.resolve("pid")).strip())
        .isEqualTo(Long.toString(daemon().orElseThrow().pid()));
    mirrorsUntilATermEndsIt();
  }

  @Test
  void rsyncWatchGoesToTheBackgroundAndEndsOnATerm() throws Exception {
    Path config =
        write(
            "watch.conf",
            """
            log file = DIRECTORY/log
            pid file = DIRECTORY/pid
            control socket = DIRECTORY/control/socket
            [mirror]
            source = DIRECTORY/source
            target = DIRECTORY/copy/
            """);
    startInTheBackground("rsync-watch", "run", "--daemon", config.toString());
    assertThat(Files.readString(directory.resolve("pid")).strip())
        .isEqualTo(Long.toString(daemon().orElseThrow().pid()));
    mirrorsUntilATermEndsIt();
    assertThat(directory.resolve("pid")).doesNotExist();
  }

  @Test
  void sersyncGoesToTheBackgroundAndEndsOnATerm() throws Exception {
    Path config =
        write(
            "confxml.xml",
            """
            <head version="2.5"><sersync>
              <localpath watch="DIRECTORY/source"><remote ip="127.0.0.1" name="copy"/></localpath>
              <rsync>
                <commonParams params="-artuz"/>
                <userDefinedPort start="true" port="PORT"/>
              </rsync>
            </sersync></head>
            """);
    String identity = "root".equals(System.getProperty("user.name")) ? "uid = 0\ngid = 0\n" : "";
    String module = "[copy]\nread only = no\npath = " + directory.resolve("copy") + "\n";
    String conf = identity + "use chroot = no\n" + module;
    Path receiver = Files.createDirectory(directory.resolve("receiver"));
    try (RealRsync.Daemon daemon = RealRsync.find().startDaemon(receiver, conf)) {
      String xml = Files.readString(config).replace("PORT", Integer.toString(daemon.port()));
      Files.writeString(config, xml);
      startInTheBackground("sersync2", "-rd", "-o", config.toString());
      mirrorsUntilATermEndsIt();
    }
  }

  private Path write(String name, String text) throws IOException {
    Files.createDirectory(directory.resolve("source"));
    Files.createDirectory(directory.resolve("copy"));
    return Files.writeString(
        directory.resolve(name), text.replace("DIRECTORY", directory.toString()));
  }

  private void startInTheBackground(String name, String... arguments) throws Exception {
    Run run = run(name, arguments);
    assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
    assertThat(run.errors()).isEmpty();
  }

  private void mirrorsUntilATermEndsIt() throws Exception {
    Files.writeString(directory.resolve("source/new"), "content");
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!Files.exists(directory.resolve("copy/new"))) {
      assertThat(System.nanoTime())
          .as(() -> "arrived; it runs: " + daemon().isPresent())
          .isLessThan(deadline);
      LockSupport.parkNanos(LOOK_NANOS);
    }
    assertThat(directory.resolve("copy/new")).hasContent("content");
    ProcessHandle daemon = daemon().orElseThrow();
    assertThat(daemon.destroy()).isTrue();
    daemon.onExit().get(30, TimeUnit.SECONDS);
  }

  /** The Java process whose command line has a path below our directory. */
  private Optional<ProcessHandle> daemon() {
    String arguments = directory + "/";
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> process.info().commandLine().orElse("").contains(arguments))
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .findFirst();
  }

  private Run run(String name, String... arguments) throws Exception {
    return run(Map.of(), name, arguments);
  }

  private Run run(Map<String, String> environment, String name, String... arguments)
      throws Exception {
    Path bin = Files.createDirectories(directory.resolve("some/bin"));
    Path link = bin.resolve(name);
    Files.createSymbolicLink(link, Installation.ofCheckout().program(name));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    List<String> line = new ArrayList<>(List.of(link.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** How a command ended. */
  private record Run(int exitCode, String output, String errors) {}
}
