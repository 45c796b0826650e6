// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.watch.PathState;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {
  @TempDir Path work;

  private final FakeEngine engine = new FakeEngine();
  private ControlSocket place;
  private ControlServer server;

  @BeforeEach
  void start() throws IOException {
    place = new ControlSocket(work.resolve("s"));
    server = ControlServer.start(place, engine);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private ControlClient client() throws IOException {
    return ControlClient.connect(place);
  }

  /** What comes back for bytes that may be anything; empty if the server hangs up. */
  private Optional<String> answerTo(byte[] bytes) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(place.path()))) {
      write(channel, bytes);
      channel.shutdownOutput();
      return new LineReader(channel, 1 << 20).next().map(line -> new String(line, UTF_8));
    }
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private Optional<String> answerTo(String line) throws IOException {
    return answerTo((line + "\n").getBytes(UTF_8));
  }

  @Test
  void givesTheWholeStatusAsItIs() throws IOException {
    try (ControlClient client = client()) {
      assertThat(client.status("")).isEqualTo(FakeEngine.STATUS);
    }
  }

  @Test
  void givesTheStatusOfOneTarget() throws IOException {
    try (ControlClient client = client()) {
      assertThat(client.status("rsync://two/data/").mirrors().get(0).targets())
          .containsExactly(FakeEngine.AWAY);
    }
  }

  @Test
  void answersSeveralRequestsOfOneClient() throws IOException {
    try (ControlClient client = client()) {
      assertThat(client.pause("www")).isEqualTo(2);
      assertThat(client.resume("rsync://one/data/")).isEqualTo(1);
      assertThat(client.verify("www", true)).isEqualTo(engine.verify("www", true));
      assertThat(client.verify("rsync://one/data/", false)).hasSize(1);
      assertThat(client.release("")).isZero();
      assertThat(client.flush("www", Duration.ofMillis(1500)).behind())
          .containsExactly(FakeEngine.AWAY);
      assertThat(client.flush("rsync://one/data/", Duration.ofDays(9)).isComplete()).isTrue();
    }
    assertThat(engine.asked())
        .containsExactly(
            "pause www",
            "resume rsync://one/data/",
            "verify contents www",
            "verify contents www",
            "verify rsync://one/data/",
            "release ",
            "flush PT1.5S www",
            "flush PT24H rsync://one/data/");
  }

  @Test
  void carriesPathsThatAreNoText() throws IOException {
    try (ControlClient client = client()) {
      assertThat(client.why(new byte[] {'/', (byte) 0xff, '\n'}))
          .extracting(report -> report.state())
          .containsExactly(PathState.CONFIRMED, PathState.EXCLUDED);
    }
    assertThat(engine.asked()).containsExactly("why /\u00ff\n");
  }

  @Test
  void takesAPathAsPlainTextFromWhoeverTypesIt() throws IOException {
    assertThat(answerTo("{\"command\":\"why\",\"path\":\"/a\"}").orElseThrow())
        .contains("\"state\":\"confirmed\"", "\"since\":\"2026-01-02T03:04:05Z\"");
    assertThat(engine.asked()).containsExactly("why /a");
  }

  @Test
  void saysThatNobodyHasAName() throws IOException {
    try (ControlClient client = client()) {
      assertThatThrownBy(() -> client.pause("nobody"))
          .isInstanceOf(ControlRefusal.class)
          .hasMessage("no mirror and no target has the name \"nobody\"");
      assertThatThrownBy(() -> client.status("nobody")).isInstanceOf(ControlRefusal.class);
      assertThatThrownBy(() -> client.flush("nobody", Duration.ZERO))
          .isInstanceOf(ControlRefusal.class);
      assertThat(client.pause("www")).isEqualTo(2);
    }
  }

  @Test
  void refusesWhatIsNoRequestAndSaysWhy() throws IOException {
    String[][] lines = {
      {"", "a JSON object is expected"},
      {"hello", "this is no JSON object"},
      {"[1]", "a JSON object is expected"},
      {"{}", "\\\"command\\\" is missing"},
      {"{\"command\":7}", "\\\"command\\\" is of the wrong kind"},
      {"{\"command\":\"halt\"}", "there is no command \\\"halt\\\""},
      {"{\"command\":\"status\"}{}", "there is more than one JSON object"},
      {"{\"command\":\"status\",\"command\":\"status\"}", "this is no JSON object"},
      {"{\"command\":\"pause\",\"path\":\"x\"}", "\\\"pause\\\" has no \\\"path\\\""},
      {"{\"command\":\"why\"}", "\\\"path\\\" is missing"},
      {"{\"command\":\"why\",\"pathBase64\":\"*\"}", "is no base64"},
      {"{\"command\":\"flush\"}", "\\\"timeoutSeconds\\\" is missing"},
      {"{\"command\":\"flush\",\"timeoutSeconds\":-1}", "must not be negative"},
      {"{\"command\":\"flush\",\"timeoutSeconds\":\"NaN\"}", "of the wrong kind"},
      {"{\"command\":\"status\",\"name\":null}", "of the wrong kind"},
      {"[".repeat(5000), "a JSON object is expected"},
      {"{\"a\":".repeat(2000), "this is no JSON object"},
    };
    for (String[] line : lines) {
      assertThat(answerTo(line[0]))
          .as(line[0])
          .hasValueSatisfying(
              answer -> assertThat(answer).startsWith("{\"ok\":false,").contains(line[1]));
    }
    assertThat(engine.asked()).isEmpty();
  }

  @Test
  void ignoresALineThatWasNotEnded() throws IOException {
    assertThat(answerTo("{\"command\":\"pause\"}".getBytes(UTF_8))).isEmpty();
    assertThat(engine.asked()).isEmpty();
  }

  @Test
  void takesALineInPieces() throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(place.path()))) {
      for (byte b : "{\"command\":\"pause\",\"name\":\"www\"}\n".getBytes(UTF_8)) {
        write(channel, new byte[] {b});
      }
      assertThat(new LineReader(channel, 1 << 20).next()).isPresent();
    }
    assertThat(engine.asked()).containsExactly("pause www");
  }

  @Test
  void refusesALineThatIsTooLong() throws IOException {
    byte[] line = "x".repeat(ControlServer.LONGEST_LINE + 1).getBytes(UTF_8);
    assertThat(answerTo(line)).hasValueSatisfying(answer -> assertThat(answer).contains("longer"));
  }

  @Test
  void survivesRandomBytes() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      String answer = answerTo(new String(bytes, ISO_8859_1)).orElseThrow();
      assertThat(answer).startsWith("{\"ok\":false,");
    }
    givesTheWholeStatusAsItIs();
  }

  @Test
  void answersAHundredClientsAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(100);
    try {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(
            () -> {
              try (ControlClient client = client()) {
                return client.pause("www");
              }
            });
      }
      for (Future<Integer> answer : pool.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo(2);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(engine.asked()).hasSize(100);
  }

  @Test
  void leavesClientsThatSayNothing() throws Exception {
    server.close();
    server = ControlServer.start(place, engine, 200);
    List<SocketChannel> silent = new ArrayList<>();
    try {
      for (int i = 0; i < ControlServer.MOST_CLIENTS; i++) {
        silent.add(SocketChannel.open(UnixDomainSocketAddress.of(place.path())));
      }
      givesTheWholeStatusAsItIs();
      for (SocketChannel channel : silent) {
        assertThat(new LineReader(channel, 10).next()).isEmpty();
      }
    } finally {
      for (SocketChannel channel : silent) {
        channel.close();
      }
    }
  }
}
