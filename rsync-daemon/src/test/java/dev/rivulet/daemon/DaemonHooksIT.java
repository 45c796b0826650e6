// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.daemon.DaemonPair.Outcome;
import dev.rivulet.daemon.DaemonPair.Side;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of modules are run when, and as, the reference daemon runs them. */
class DaemonHooksIT {
  private static final String MODULE =
      "log file = @DIR@/log\n[m]\npath = @DIR@/module\nuse chroot = no\n";

  /** The variables of a command, but for the number of the process. */
  private static final String VARIABLES = "env | grep ^RSYNC_ | grep -v ^RSYNC_PID | sort";

  @TempDir Path directory;

  private DaemonPair start(String configuration) throws IOException {
    return DaemonPair.start(directory, configuration);
  }

  /** What a command writes into a pipe, however late. */
  private static List<String> told(Side side) throws IOException {
    return Files.readAllLines(side.directory().resolve("pipe")).stream()
        .map(line -> line.replace(side.directory().toString(), "@DIR@"))
        .toList();
  }

  private static void makePipes(DaemonPair pair) throws Exception {
    for (Side side : List.of(pair.real(), pair.ours())) {
      Process made =
          new ProcessBuilder("mkfifo", "-m", "666", side.directory().resolve("pipe").toString())
              .start();
      assertThat(made.waitFor()).isZero();
    }
  }

  private static List<String> file(Side side, String name) throws IOException {
    return Files.readAllLines(side.directory().resolve(name)).stream()
        .map(line -> line.replace(side.directory().toString(), "@DIR@"))
        .toList();
  }

  @Test
  void givesTheCommandsTheSameVariables() throws Exception {
    String commands =
        ("early exec = (V; cat) >@DIR@/early\npre-xfer exec = V >@DIR@/pre\n"
                + "post-xfer exec = V >@DIR@/pipe\n")
            .replace("V", VARIABLES);
    try (DaemonPair pair = start(MODULE + commands)) {
      makePipes(pair);
      pair.alike("--early-input=@DIR@/push.txt", "-r", "@URL@/m/sub/", "@URL@/m/a*", "@DIR@/x/");
      assertThat(told(pair.ours()))
          .isEqualTo(told(pair.real()))
          .contains("RSYNC_EXIT_STATUS=0", "RSYNC_RAW_STATUS=0");
      assertThat(file(pair.ours(), "early"))
          .isEqualTo(file(pair.real(), "early"))
          .contains("RSYNC_REQUEST=(NONE)", "pushed");
      assertThat(file(pair.ours(), "pre"))
          .isEqualTo(file(pair.real(), "pre"))
          .contains("RSYNC_REQUEST=m/sub/ m/a*", "RSYNC_ARG0=rsyncd");
    }
  }

  @Test
  void abortsWhenTheCommandBeforeTheTransferFails() throws Exception {
    String commands =
        "pre-xfer exec = echo not; echo today; exit 5\n"
            + "post-xfer exec = echo $RSYNC_EXIT_STATUS $RSYNC_RAW_STATUS >@DIR@/pipe\n";
    try (DaemonPair pair = start(MODULE + commands)) {
      makePipes(pair);
      for (Side side : List.of(pair.real(), pair.ours())) {
        Outcome outcome = side.run("-r", "@URL@/m/", "@DIR@/x/");
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.errors())
            .startsWith("pre-xfer exec returned failure (1280):\nnot\ntoday\n");
        assertThat(told(side)).containsExactly("4 1024");
      }
      pair.sameLog(line -> line.startsWith("pre-xfer") || line.startsWith("not"));
    }
  }

  @Test
  void turnsAwayWhenTheEarlyCommandFails() throws Exception {
    String commands =
        "early exec = exit 3\npre-xfer exec = touch @DIR@/ran\n"
            + "post-xfer exec = echo $RSYNC_EXIT_STATUS $RSYNC_RAW_STATUS >@DIR@/pipe\n";
    try (DaemonPair pair = start(MODULE + commands)) {
      makePipes(pair);
      assertThat(pair.alike("@URL@/m/").errors()).startsWith("@ERROR: early exec failed\n");
      assertThat(told(pair.ours())).isEqualTo(told(pair.real())).containsExactly("255 65280");
      assertThat(pair.ours().directory().resolve("ran")).doesNotExist();
    }
  }

  /** The commands find the root, the directory and the user of the daemon. */
  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "true, true"})
  void runsTheCommandsWhereAndAsWhomTheDaemonIs(boolean jailed, boolean asUser) throws Exception {
    assumeTrue(Posix.effectiveUser() == 0, "only root can chroot, or become somebody else");
    String top = jailed ? "" : "@DIR@";
    String module = top + "/module/";
    String show = "(pwd; echo $RSYNC_MODULE_PATH $RSYNC_EXIT_STATUS; echo " + module + "s*) >";
    String configuration =
        "log file = @DIR@/log\nuse chroot = no\n"
            + (jailed ? "daemon chroot = @DIR@\n" : "")
            + (asUser ? "daemon uid = 65534\ndaemon gid = 1\n" : "uid = 0\ngid = 0\n")
            + ("[m]\nnumeric ids = no\npath = " + top + "/module\n")
            + ("early exec = " + show + module + "early\n")
            + ("pre-xfer exec = " + show + module + "pre\n")
            + ("post-xfer exec = " + show + top + "/pipe\n")
            + "name converter = while read word name; do echo $word >>"
            + (module + "asked; echo 7; done\n");
    try (DaemonPair pair = start(configuration)) {
      makePipes(pair);
      for (Side side : List.of(pair.real(), pair.ours())) {
        putShellInto(side.directory());
      }
      pair.alike("-og", "@URL@/m/a.txt", "@DIR@/x/");
      assertThat(told(pair.ours())).isEqualTo(told(pair.real())).hasSize(3);
      for (String name : List.of("module/early", "module/pre", "module/asked")) {
        assertThat(Set.copyOf(file(pair.ours(), name)))
            .isEqualTo(Set.copyOf(file(pair.real(), name)))
            .isNotEmpty();
        assertThat(owner(pair.ours(), name)).isEqualTo(owner(pair.real(), name));
      }
    }
  }

  private static String owner(Side side, String name) throws IOException {
    Path file = side.directory().resolve(name);
    return Files.getAttribute(file, "unix:uid") + ":" + Files.getAttribute(file, "unix:gid");
  }

  /** With the libraries it needs, so that it is there in a chroot, too. */
  private static void putShellInto(Path directory) throws Exception {
    String copies =
        "for f in /bin/sh $(ldd /bin/sh | grep -o '/[^ ]*'); do"
            + " mkdir -p .${f%/*} && cp -L $f .$f; done; chmod 755 .";
    Process made = new ProcessBuilder("sh", "-c", copies).directory(directory.toFile()).start();
    assertThat(made.waitFor()).isZero();
  }

  @Test
  void doesNotLetAClientWriteACommand() throws Exception {
    String commands =
        "auth users = *\nsecrets file = @DIR@/secrets\n"
            + "pre-xfer exec = echo %RSYNC_USER_NAME% >@DIR@/who\n";
    try (DaemonPair pair = start(MODULE + commands)) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        DaemonPair.secrets(side.directory().resolve("secrets"), "a;b:secret\nann:secret\n");
      }
      assertThat(pair.alike("rsync://a;b@@HOST@/m/").exitCode()).isEqualTo(5);
      assertThat(pair.ours().directory().resolve("who")).doesNotExist();
      pair.sameLog(line -> line.startsWith("refusing"));
      pair.alike("rsync://ann@@HOST@/m/");
      assertThat(file(pair.ours(), "who")).containsExactly("ann");
    }
  }

  @Test
  void convertsNamesWithTheProgramOfTheModule() throws IOException {
    String converter =
        "numeric ids = no\nname converter = while read word value; do"
            + " echo $word >>@DIR@/asked; echo joe; done\n";
    try (DaemonPair pair = start(MODULE + converter)) {
      pair.alike("-og", "@URL@/m/a.txt", "@DIR@/x/");
      assertThat(Set.copyOf(file(pair.ours(), "asked")))
          .isEqualTo(Set.copyOf(file(pair.real(), "asked")))
          .isNotEmpty();
    }
  }

  @Test
  void givesUpWhenTheConverterIsGone() throws Exception {
    String end = "post-xfer exec = echo $RSYNC_EXIT_STATUS >@DIR@/pipe\n";
    try (DaemonPair pair = start(MODULE + "numeric ids = no\nname converter = exit\n" + end)) {
      makePipes(pair);
      Outcome outcome = pair.ours().run("-og", "@URL@/m/a.txt", "@DIR@/x/");
      assertThat(outcome.exitCode()).isEqualTo(12);
      assertThat(told(pair.ours())).hasSize(1).doesNotContain("0"); // and all is in the log
      assertThat(pair.ours().log()).contains("Connection to name-converter failed.");
    }
  }
}
