// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildConnectionTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void carriesBytesBothWays() throws IOException {
    byte[] data = new byte[300_000];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i * 7);
    }
    try (ChildConnection cat = start("exec cat")) {
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  cat.output().write(data);
                  cat.shutdownOutput();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThat(cat.input().readAllBytes()).isEqualTo(data);
      writing.join();
      assertThat(cat.exitStatus(LIMIT)).hasValue(0);
    }
  }

  @Test
  void passesArgumentsAndEnvironmentByteByByte() throws IOException {
    byte[] odd = {'a', (byte) 0xff, '\n', '*', (byte) 0xc3, (byte) 0xa9};
    byte[] variable = {'V', '=', (byte) 0xfe};
    List<byte[]> command = words("sh", "-c", "printf '%s%s' \"$1\" \"$V\"", "sh");
    command.add(odd);
    try (ChildConnection child =
        ChildConnection.start(command, List.of(variable, path()), "test")) {
      assertThat(child.input().readAllBytes())
          .containsExactly('a', 0xff, '\n', '*', 0xc3, 0xa9, 0xfe);
    }
  }

  @Test
  void tellsTheExitStatus() throws IOException {
    try (ChildConnection child = start("exit 127")) {
      assertThat(child.input().read()).isEqualTo(-1);
      assertThat(child.exitStatus(LIMIT)).hasValue(127);
      assertThat(child.exitStatus(LIMIT)).hasValue(127);
    }
  }

  @Test
  void theEndOfAProgramThatDidNotReadIsAnEnd() throws IOException {
    try (ChildConnection child = start("echo x; read line")) {
      child.output().write("first\nunread\n".getBytes(UTF_8));
      assertThat(child.input().readAllBytes()).asString(UTF_8).isEqualTo("x\n");
      assertThatThrownBy(() -> child.output().write(1))
          .isInstanceOf(RsyncException.class)
          .hasMessage("write error: Broken pipe (32)");
    }
  }

  @Test
  void closingEndsAReaderAndTheProgram() throws Exception {
    ChildConnection child = start("trap '' HUP; exec sleep 1000");
    CompletableFuture<Integer> reading =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return child.input().read();
              } catch (IOException e) {
                return -1;
              }
            });
    child.close();
    assertThat(reading.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
    assertThat(child.exitStatus(LIMIT)).hasValue(128 + 15);
    assertThatThrownBy(() -> child.input().read()).isInstanceOf(IOException.class);
    child.close();
  }

  private static ChildConnection start(String script) throws IOException {
    return ChildConnection.start(words("sh", "-c", script), List.of(path()), "test");
  }

  private static byte[] path() {
    return ("PATH=" + System.getenv("PATH")).getBytes(UTF_8);
  }

  private static List<byte[]> words(String... words) {
    List<byte[]> bytes = new ArrayList<>();
    for (String word : words) {
      bytes.add(word.getBytes(UTF_8));
    }
    return bytes;
  }
}
