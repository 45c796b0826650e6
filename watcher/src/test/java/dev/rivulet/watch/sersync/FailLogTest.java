// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.hook.BatchNotice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailLogTest {
  private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

  @TempDir Path directory;
  private Path file;
  private FailLog log;

  @BeforeEach
  void start() throws Exception {
    file = directory.resolve("fail.sh");
    List<byte[]> params = Stream.of("-artuz", "-R").map(FailLogTest::bytes).toList();
    RsyncCommand command =
        new RsyncCommand(bytes("/data/my www"), params, bytes("me@host::www"), true);
    log = new FailLog(file, Map.of(FailLog.key("m", "t"), command));
    log.start(WatchListener.NONE);
    await("i");
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void isThereFromTheStartForItsOwnerAlone() throws Exception {
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(commands()).isEmpty();
  }

  @Test
  void holdsCommandsForWhatFailedUntilItHasArrived() throws Exception {
    BatchNotice batch = batch(List.of("a/`id` 'x'", "b"), List.of("gone/x*"));
    log.before(batch);
    log.after(batch.done(List.of(TreePath.of("b")), List.of(), ExitCode.SOCKET_IO, Duration.ZERO));
    await("#errno 2560");
    assertThat(commands())
        .containsExactly(
            "cd '/data/my www' && rsync -artuz -R './a/`id` '\\''x'\\''' me@host::www #errno 2560",
            "cd '/data/my www' && rsync -artuz -R --delete ./ --include=/gone/"
                + " '--include=/gone/x\\*' '--include=/gone/x\\*/***' '--exclude=*'"
                + " me@host::www #errno 2560");
    BatchNotice again = batch(List.of("a"), List.of("gone"));
    log.before(again);
    log.after(again.done(ExitCode.OK, Duration.ZERO));
    await(null);
  }

  @Test
  void aComparisonOfEverythingEmptiesIt() throws Exception {
    BatchNotice batch = batch(List.of("a"), List.of());
    log.before(batch);
    log.after(batch.done(List.of(), List.of(), ExitCode.TIMEOUT, Duration.ZERO));
    await("./a");
    BatchNotice all =
        new BatchNotice(
            "m",
            "t",
            bytes("/x"),
            List.of(TreePath.ROOT),
            List.of(),
            null,
            Instant.EPOCH,
            Duration.ZERO);
    log.before(all);
    log.after(all.done(ExitCode.OK, Duration.ZERO));
    await(null);
  }

  @Test
  void quotedCommandsAreWhatAShellUnderstands() throws Exception {
    Path source = Files.createDirectory(directory.resolve("so urce"));
    Path target = Files.createDirectory(directory.resolve("target"));
    String odd = "a `touch owned` $(touch owned)\n'\"*?[x]\\";
    Files.createDirectories(source.resolve("d"));
    Files.writeString(source.resolve("d").resolve(odd), "content");
    RsyncCommand command =
        new RsyncCommand(
            bytes(source.toString()),
            List.of(bytes("-r"), bytes("-R")),
            bytes(target.toString()),
            true);
    run(command.toSend(TreePath.of("d/" + odd)));
    assertThat(target.resolve("d").resolve(odd)).hasContent("content");
    Files.writeString(target.resolve("d/other"), "stays");
    Files.delete(source.resolve("d").resolve(odd));
    run(command.toDelete(TreePath.of("d/" + odd)));
    assertThat(target.resolve("d").resolve(odd)).doesNotExist();
    assertThat(target.resolve("d/other")).exists();
    assertThat(source.resolve("owned")).doesNotExist();
  }

  private static void run(byte[] line) throws Exception {
    Process shell = new ProcessBuilder("/bin/sh").redirectErrorStream(true).start();
    shell.getOutputStream().write(line);
    shell.getOutputStream().close();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
  }

  private static BatchNotice batch(List<String> updated, List<String> deleted) {
    return new BatchNotice(
        "m",
        "t",
        bytes("/data/my www/"),
        updated.stream().map(TreePath::of).toList(),
        deleted.stream().map(TreePath::of).toList(),
        null,
        Instant.EPOCH,
        Duration.ZERO);
  }

  private List<String> commands() throws Exception {
    return Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList();
  }

  /** Waits for a text in the file, or for a file without commands. */
  private void await(String text) throws Exception {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!Files.exists(file)
        || (text == null ? !commands().isEmpty() : !Files.readString(file).contains(text))) {
      assertThat(System.nanoTime() - deadline).as("waiting for " + text).isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
