// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import dev.rivulet.testkit.TreeAssert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands of set-up guides and their usual mistakes, with the real program at both ends, at one
 * end and at none: the same exit code, the same words.
 */
class ClientInteropIT {
  private static final Pattern PLACE = Pattern.compile(" at \\S+ \\[(\\w+)=[^]]*\\]$");

  /** A daemon that closes early makes this line come or not. */
  private static final Pattern RACE =
      Pattern.compile("rsync: \\[\\w+] read error: Connection reset.*");

  private static final Pattern RATES = Pattern.compile("^(sent |File list |Total bytes ).*");
  private static final Pattern SPEEDUP = Pattern.compile("  speedup is .*");

  @TempDir private static Path work;
  private static RealRsync real;
  private static RealRsync.Daemon realDaemon;
  private static OurDaemon ourDaemon;

  /** Exit code and lines, without what differs from run to run. */
  private record Outcome(int exitCode, List<String> output, List<String> errors) {}

  @BeforeAll
  static void prepare() throws Exception {
    real = RealRsync.find();
    Files.createDirectories(work.resolve("source/sub"));
    Files.writeString(work.resolve("source/one.txt"), "one\n".repeat(5000));
    Files.writeString(work.resolve("source/sub/two"), "two\n");
    Files.createLink(work.resolve("source/sub/linked"), work.resolve("source/one.txt"));
    Files.createSymbolicLink(work.resolve("source/link"), Path.of("one.txt"));
    Files.writeString(work.resolve("names"), "one.txt\n# no name\n\nsub/two\n");
    Files.writeString(work.resolve("lost"), "gone/name\n");
    Files.writeString(work.resolve("source/sub/names"), "sub/two\n");
    for (String name : List.of("source/one.txt", "source/sub/two", "source/sub", "source")) {
      Files.setLastModifiedTime(
          work.resolve(name), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    }
    Files.writeString(work.resolve("rules"), "# what stays\n- link\nP sub\n");
    secret("password", "wonder land\n", "rw-------");
    secret("wrong", "blunder\n", "rw-------");
    secret("open", "wonder land\n", "rw-r--r--");
    secret("secrets", "rsync:wonder land\n", "rw-------");
    realDaemon =
        real.startDaemon(Files.createDirectory(work.resolve("real")), configuration("real"));
    ourDaemon = OurDaemon.start(Files.createDirectory(work.resolve("ours")), configuration("ours"));
  }

  private static String configuration(String name) throws IOException {
    String ids = "root".equals(System.getProperty("user.name")) ? "uid = 0\ngid = 0" : "";
    Path motd = Files.writeString(work.resolve(name + ".motd"), "Welcome here\n");
    Path data = Files.createDirectory(work.resolve(name + "-data"));
    return """
    use chroot = no
    munge symlinks = no
    motd file = %s
    %s
    [app_rsync_client]
    comment = the guide's module
    path = %s
    read only = false
    auth users = rsync
    secrets file = %s
    [public]
    path = %s
    [denied]
    path = %s
    hosts deny = *
    [hidden]
    list = no
    path = %s
    """
        .formatted(motd, ids, data, work.resolve("secrets"), work.resolve("source"), data, data);
  }

  private static void secret(String name, String text, String permissions) throws IOException {
    Path file = Files.writeString(work.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @AfterAll
  static void stop() throws Exception {
    realDaemon.close();
    ourDaemon.close();
  }

  @Test
  void doesTheGuidesCommand() throws Exception {
    String command =
        "-avH --port=PORT --progress --delete WORK/source/ rsync@127.0.0.1::app_rsync_client"
            + " --password-file=WORK/password";
    List<String> expected = names(run(false, false, command));
    assertThat(names(run(true, true, command))).isEqualTo(expected);
    TreeAssert.assertThatTree(work.resolve("ours-data")).isEqualTo(work.resolve("source"));

    empty("real-data");
    empty("ours-data");
    assertThat(names(run(true, false, command))).isEqualTo(expected);
    assertThat(names(run(false, true, command))).isEqualTo(expected);
    TreeAssert.assertThatTree(work.resolve("real-data")).isEqualTo(work.resolve("source"));
    TreeAssert.assertThatTree(work.resolve("ours-data")).isEqualTo(work.resolve("source"));
  }

  /** Everything but the lines that are drawn over. */
  private static List<String> names(Outcome outcome) {
    assertThat(outcome.exitCode).as(outcome.errors.toString()).isZero();
    return outcome.output.stream().filter(line -> line.indexOf('\r') < 0).toList();
  }

  private static void empty(String directory) throws Exception {
    Path path = work.resolve(directory);
    assertThat(new ProcessBuilder("rm", "-rf", path.toString()).start().waitFor()).isZero();
    Files.createDirectory(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-a --port=PORT WORK/source/ rsync@127.0.0.1::app_rsync_client --password-file=WORK/wrong",
        "-a --port=PORT WORK/source/ other@127.0.0.1::app_rsync_client"
            + " --password-file=WORK/password",
        "-a --port=PORT WORK/source/ rsync@127.0.0.1::app_rsync_client --password-file=WORK/open",
        "-a --port=PORT WORK/source/ rsync@127.0.0.1::app_rsync_client --password-file=WORK/none",
        "-a --port=PORT WORK/source/ 127.0.0.1::unknown",
        "-a --port=PORT 127.0.0.1::unknown WORK/copy",
        "-a --port=PORT WORK/source/ 127.0.0.1::denied",
        "-a --port=PORT WORK/source/ 127.0.0.1::public",
        "-a --port=PORT WORK/source/ 127.0.0.1::/public",
        "-a --port=PORT WORK/missing rsync@127.0.0.1::app_rsync_client"
            + " --password-file=WORK/password",
        "-a --port=PORT 127.0.0.1::public/missing WORK/copy",
        "-a --port=1 WORK/source/ 127.0.0.1::public",
        "-a WORK/missing WORK/copy",
        "-a WORK/source/ WORK/copy --password-file=WORK/password",
        "-a WORK/source/ WORK/copy --contimeout=5",
        "-a --nope WORK/source/ WORK/copy",
        "-a --exclude-from=WORK/missing WORK/source/ WORK/copy",
        "-a --files-from=WORK/missing WORK/source/ WORK/copy",
        "-an --files-from=WORK/names --port=PORT 127.0.0.1::public/ WORK/copy",
        "-an --protocol=30 --files-from=WORK/names --port=PORT 127.0.0.1::public/ WORK/copy",
        "-an --protocol=29 --files-from=WORK/names --port=PORT 127.0.0.1::public/ WORK/copy",
        "-an --protocol=29 --ignore-errors --delete-missing-args --files-from=WORK/lost"
            + " WORK/source WORK/copy",
        "-an --files-from=:F WORK/source WORK/copy",
        "-an --max-alloc=1000k WORK/source WORK/copy",
        "-an --filter=Zunknown WORK/source WORK/copy",
        "-an --filter=-z_x WORK/source WORK/copy",
        "-an --filter=clear_x WORK/source WORK/copy",
        "-an --filter=hide WORK/source WORK/copy",
        "-an -f._WORK/names WORK/source WORK/copy",
        "-an -f._WORK/none WORK/source WORK/copy",
        "WORK/source WORK/copy",
        "-rn WORK/source/one.txt WORK/source/sub/two WORK/missing/deep/er",
      })
  void failsInTheSameWords(String command) throws Exception {
    Outcome expected = run(false, false, command);
    assertThat(run(true, false, command)).as("ours to real").isEqualTo(expected);
    assertThat(run(false, true, command)).as("real to ours").isEqualTo(expected);
    assertThat(run(true, true, command)).as("ours to ours").isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port=PORT 127.0.0.1::",
        "--port=PORT --no-motd 127.0.0.1::",
        "rsync://127.0.0.1:PORT/",
        "--port=PORT 127.0.0.1::public",
        "-r --port=PORT --no-motd 127.0.0.1::public/",
        "-a --port=PORT --no-motd 127.0.0.1::public/",
        "-a --list-only --no-h --port=PORT --no-motd 127.0.0.1::public/ WORK/nowhere",
        "-av --port=PORT --no-motd 127.0.0.1::public/",
        "-rl WORK/source/",
        "-rlh --list-only WORK/source",
        "WORK/source/one.txt",
        "-ain --port=PORT 127.0.0.1::public/ WORK/nowhere",
        "-ain WORK/source/ WORK/nowhere",
        "-aHn --stats --port=PORT 127.0.0.1::public/ WORK/nowhere",
        "-avn --stats WORK/source/ WORK/nowhere",
        "-avn --no-h WORK/source WORK/nowhere",
        "-aHvvn WORK/source/ WORK/source",
        "-an --debug=CMD --port=PORT 127.0.0.1::public/ WORK/nowhere",
        "-ans --debug=CMD --port=PORT 127.0.0.1::public/sub WORK/nowhere",
        "-aHin --delete WORK/source/sub/ WORK/source/",
        "-an --out-format=%o:%i:%n:%l:%U:%G:%B:%M:%L --port=PORT 127.0.0.1::public/ WORK/nowhere",
        "-an --out-format=%o:%i:%n:%l:%U:%G:%B:%M:%L WORK/source/ WORK/nowhere",
        "-anv --no-i-r WORK/source/ WORK/nowhere",
        "-anv --no-i-r --port=PORT 127.0.0.1::public/ WORK/nowhere",
        "-anR WORK/source/./sub/two WORK/nowhere -i",
        "-anq WORK/source/ WORK/nowhere",
        "-ain --files-from=WORK/names WORK/source/ WORK/nowhere",
        "-ain --files-from=:sub/names --port=PORT 127.0.0.1::public/ WORK/nowhere",
        "-aimn --exclude=two --exclude=linked --port=PORT 127.0.0.1::public/ WORK/nowhere",
        "-aimn --exclude=sub/* WORK/source/ WORK/nowhere",
        "-ainC --port=PORT 127.0.0.1::public/ WORK/nowhere",
        "-ainC WORK/source/ WORK/nowhere",
        "-ain --safe-links WORK/source/ WORK/nowhere",
        "-ain --delete -f._WORK/rules WORK/source/sub/ WORK/source/",
        "-ain --delete -f:_.rules -f-_link WORK/source/sub/ WORK/source/",
        "-ainvv -f-_two WORK/source/ WORK/nowhere",
        "-rin --old-dirs WORK/source/ WORK/nowhere",
        "-ain --mkpath WORK/source/ WORK/nowhere/a/b",
      })
  void saysTheSame(String command) throws Exception {
    Outcome expected = run(false, false, command);
    assertThat(expected.exitCode).as(expected.errors.toString()).isZero();
    assertThat(run(true, false, command)).as("ours to real").isEqualTo(expected);
    assertThat(run(false, true, command)).as("real to ours").isEqualTo(expected);
    assertThat(run(true, true, command)).as("ours to ours").isEqualTo(expected);
  }

  private static Outcome run(boolean ourClient, boolean ourDaemonServes, String command) {
    int port = ourDaemonServes ? ourDaemon.port() : realDaemon.port();
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      words.add(word.replace("PORT", "" + port).replace("WORK", work.toString()));
    }
    if (!ourClient) {
      RealRsync.Run run = real.run(words);
      return outcome(run.exitCode(), run.out(), run.err());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(words.stream().map(word -> word.getBytes(UTF_8)).toList(), out, err);
    return outcome(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static Outcome outcome(int code, String output, String errors) {
    List<String> lines = new ArrayList<>();
    for (String line : output.split("\n")) {
      if (!RATES.matcher(line).matches()) {
        lines.add(SPEEDUP.matcher(line).replaceAll(""));
      }
    }
    List<String> errorLines =
        errors
            .lines()
            .filter(line -> !RACE.matcher(line).matches())
            .map(line -> PLACE.matcher(line).replaceAll(" [$1]"))
            .toList();
    return new Outcome(code, lines, errorLines);
  }
}
