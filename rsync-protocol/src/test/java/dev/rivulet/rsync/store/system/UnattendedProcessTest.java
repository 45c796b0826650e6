// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnattendedProcessTest {
  private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

  @TempDir Path directory;

  @Test
  void readsAFileAndTellsItsStatus() throws Exception {
    Path input = Files.writeString(directory.resolve("input"), "read me");
    Path copy = directory.resolve("copy");
    UnattendedProcess process =
        start(input, "/bin/sh", "-c", "cat >\"$1\"; exit 7", "sh", copy.toString());
    assertThat(endOf(process)).isEqualTo(7);
    assertThat(copy).hasContent("read me");
  }

  @Test
  void argumentsAndVariablesAreBytes() throws Exception {
    Path out = directory.resolve("out");
    byte[] odd = {'a', (byte) 0xff, '`', '\n', '"', '$'};
    UnattendedProcess process =
        UnattendedProcess.start(
            List.of(
                bytes("/bin/sh"),
                bytes("-c"),
                bytes("printf '%s|%s' \"$1\" \"$ODD\" >\"$2\""),
                bytes("sh"),
                odd,
                bytes(out.toString())),
            ChildEnvironment.with(Map.of("ODD", odd)),
            bytes("/dev/null"));
    assertThat(endOf(process)).isZero();
    byte[] twice = new byte[2 * odd.length + 1];
    System.arraycopy(odd, 0, twice, 0, odd.length);
    twice[odd.length] = '|';
    System.arraycopy(odd, 0, twice, odd.length + 1, odd.length);
    assertThat(Files.readAllBytes(out)).isEqualTo(twice);
  }

  @Test
  void isEndedWithWhatItHasStarted() throws Exception {
    Path pid = directory.resolve("pid");
    UnattendedProcess process =
        start(
            Path.of("/dev/null"),
            "/bin/sh",
            "-c",
            "sleep 1000 & echo $! >\"$1.new\"; mv \"$1.new\" \"$1\"; wait",
            "sh",
            pid.toString());
    await(() -> Files.exists(pid));
    long grandchild = Long.parseLong(Files.readString(pid).strip());
    assertThat(process.exitStatus()).isEmpty();
    process.end(true);
    assertThat(endOf(process)).isEqualTo(128 + 9);
    await(() -> !isRunning(grandchild));
  }

  @Test
  void whatIsNotThereCannotBeStarted() {
    assertThatThrownBy(() -> start(Path.of("/dev/null"), "/nowhere/to/be/found"))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> start(directory.resolve("no input"), "/bin/true"))
        .isInstanceOf(StoreException.class);
  }

  /** One that nobody waits for stays as a zombie where there is no init. */
  private static boolean isRunning(long process) throws Exception {
    Path status = Path.of("/proc/" + process + "/stat");
    return Files.exists(status) && !Files.readString(status).contains(") Z ");
  }

  private static UnattendedProcess start(Path input, String... command) throws StoreException {
    return UnattendedProcess.start(
        Stream.of(command).map(UnattendedProcessTest::bytes).toList(),
        ChildEnvironment.own(),
        bytes(input.toString()));
  }

  private static int endOf(UnattendedProcess process) throws Exception {
    OptionalInt[] status = new OptionalInt[1];
    await(
        () -> {
          status[0] = process.exitStatus();
          return status[0].isPresent();
        });
    return status[0].getAsInt();
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!condition.holds()) {
      assertThat(System.nanoTime() - deadline).isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }
}
