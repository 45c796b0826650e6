// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpServer;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.store.TreePath;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpHookTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final BatchNotice NOTICE =
      new BatchNotice(
          "www",
          "host::www",
          "/srv/www/".getBytes(StandardCharsets.UTF_8),
          List.of(TreePath.of("a \"b\""), TreePath.of(new byte[] {'x', (byte) 0xff, '\n'})),
          List.of(TreePath.of("gone")),
          ExitCode.PARTIAL,
          Instant.parse("2026-11-20T21:29:00Z"),
          Duration.ofMillis(12));

  private final BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final RecordedFailures failures = new RecordedFailures();
  private HttpServer server;
  private HttpHook hook;

  @BeforeEach
  void startServer() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          assertThat(exchange.getRequestMethod()).isEqualTo("POST");
          Integer answer = answers.poll();
          exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
          exchange.close();
          bodies.add(body);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    hook.close();
    server.stop(0);
  }

  @Test
  void postsTheBatchAsJson() throws Exception {
    start(3);
    hook.after(NOTICE);
    Map<String, Object> json = parsed(body());
    assertThat(json)
        .containsEntry("mirror", "www")
        .containsEntry("target", "host::www")
        .containsEntry("source", "/srv/www/")
        .containsEntry("moment", "after")
        .containsEntry("started", "2026-11-20T21:29:00Z")
        .containsEntry("millis", "12")
        .containsEntry("exitCode", "23")
        .containsEntry("result", ExitCode.PARTIAL.text())
        .containsEntry("updated", List.of("a \"b\"", "x\\#377\\#012"))
        .containsEntry("deleted", List.of("gone"))
        .hasSize(10);
  }

  @Test
  void triesAgainLaterAndLaterWhatMayYetSucceed() throws Exception {
    answers.addAll(Arrays.asList(500, 503, 429));
    start(6);
    hook.after(NOTICE);
    byte[] first = body();
    for (int i = 0; i < 3; i++) {
      assertThat(body()).isEqualTo(first);
    }
    hook.close();
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(failures.isEmpty()).isTrue();
  }

  @Test
  void doesNotRepeatWhatIsRefused() throws Exception {
    answers.add(403);
    start(6);
    hook.after(NOTICE);
    assertThat(failures.next().reason()).isEqualTo("answer 403");
    assertThat(pauses).isEmpty();
  }

  @Test
  void givesUpAfterTheLastAttemptAndGoesOnWithTheNextBatch() throws Exception {
    answers.addAll(Arrays.asList(500, 500));
    start(2);
    hook.after(NOTICE);
    assertThat(failures.next().reason()).isEqualTo("answer 500");
    hook.after(NOTICE.done(ExitCode.OK, Duration.ZERO));
    body();
    body();
    assertThat(parsed(body())).containsEntry("exitCode", "0");
  }

  @Test
  void aServerThatIsNotThereIsTold() throws Exception {
    start(2);
    server.stop(0);
    hook.after(NOTICE);
    assertThat(failures.next().reason()).startsWith("no answer: ");
    assertThat(pauses).hasSize(1);
  }

  @Test
  void aServerThatDoesNotAnswerHoldsUpNobodyElse() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    server.createContext(
        "/stuck",
        exchange -> {
          try {
            assertThat(answer.await(30, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    hook = HttpHook.to(address("/stuck"), LIMIT, 1, 1);
    hook.start(failures);
    for (int i = 0; i < 5; i++) {
      hook.after(NOTICE);
    }
    assertThat(failures.next().reason()).contains("leaving out");
    answer.countDown();
  }

  @Test
  void wantsAnAddressOfTheWeb() {
    hook = HttpHook.to(address("/hook"));
    assertThatThrownBy(() -> HttpHook.to(URI.create("ftp://host/x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ftp://host/x");
  }

  private void start(int attempts) {
    HttpPost post =
        new HttpPost(
            address("/hook"),
            "application/json",
            LIMIT,
            attempts,
            Duration.ofSeconds(1),
            pauses::add);
    hook = new HttpHook(post, 10);
    hook.start(failures);
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private byte[] body() throws Exception {
    byte[] body = bodies.poll(30, TimeUnit.SECONDS);
    assertThat(body).as("a body arrives").isNotNull();
    return body;
  }

  private static Map<String, Object> parsed(byte[] body) throws Exception {
    Map<String, Object> fields = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(body)) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        fields.put(name, json.nextToken() == JsonToken.START_ARRAY ? texts(json) : json.getText());
      }
    }
    return fields;
  }

  private static List<String> texts(JsonParser json) throws Exception {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(json.getText());
    }
    return texts;
  }
}
