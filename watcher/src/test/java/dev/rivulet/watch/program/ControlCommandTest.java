// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.watch.control.ControlServer;
import dev.rivulet.watch.control.ControlSocket;
import dev.rivulet.watch.control.FakeEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as they are typed, with their exit codes. */
class ControlCommandTest {
  @TempDir Path work;

  private final FakeEngine engine = new FakeEngine();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private ControlServer server;

  @BeforeEach
  void start() throws IOException {
    server = ControlServer.start(new ControlSocket(work.resolve("s")), engine);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private int run(String... typed) throws InterruptedException {
    List<byte[]> words = new ArrayList<>();
    for (String word : typed) {
      words.add(word.getBytes(UTF_8));
    }
    words.add(1, ("--control=" + work.resolve("s")).getBytes(UTF_8));
    return WatchCommands.all()
        .find(words)
        .orElseThrow()
        .run(words.subList(1, words.size()), new PrintStream(out), new PrintStream(err));
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }

  @Test
  void statusIsTwoWhenATargetIsNotWell() throws InterruptedException {
    assertThat(run("status")).isEqualTo(2);
    assertThat(out()).startsWith("www (/srv/www/): 42 directories").contains("retrying");
  }

  @Test
  void statusIsZeroForATargetThatIsWell() throws InterruptedException {
    assertThat(run("status", "--json", "rsync://one/data/")).isZero();
    assertThat(out()).startsWith("{\"version\":1,\"inStep\":true,").endsWith("}\n");
  }

  @Test
  void flushNamesTheTargetsThatAreBehind() throws InterruptedException {
    assertThat(run("flush", "--timeout=2.5")).isEqualTo(2);
    assertThat(out()).isEqualTo("rsync://two/data/ is behind by 2 s: connection refused\n");
    assertThat(engine.asked()).containsExactly("flush PT2.5S ");
  }

  @Test
  void flushWaitsAMinuteUnlessToldOtherwise() throws InterruptedException {
    assertThat(run("flush", "rsync://one/data/")).isZero();
    assertThat(out()).isEmpty();
    assertThat(engine.asked()).containsExactly("flush PT1M rsync://one/data/");
  }

  @Test
  void commandsTellHowManyTargetsTheyWereAbout() throws InterruptedException {
    assertThat(run("pause", "www")).isZero();
    assertThat(run("resume", "--", "rsync://one/data/")).isZero();
    assertThat(run("release")).isZero();
    assertThat(out()).isEqualTo("2 targets paused\n1 target resumed\n0 targets released\n");
  }

  @Test
  void verifyNamesWhatDiffersAndIsTwoThen() throws InterruptedException {
    assertThat(run("verify", "--contents")).isEqualTo(2);
    assertThat(engine.asked()).containsExactly("verify contents ");
    assertThat(out())
        .isEqualTo(
            """
            rsync://one/data/: equal, 1 change all the while (40 ms)
            rsync://two/data/: 2 differ, 1 lost, not verified: some went away (3 s)
              a/b: contents differ
              and 1 more
            """);
  }

  @Test
  void verifyIsZeroWhenEverythingIsEqual() throws InterruptedException {
    assertThat(run("verify", "rsync://one/data/")).isZero();
    assertThat(engine.asked()).containsExactly("verify rsync://one/data/");
  }

  @Test
  void whyMakesAPathAbsoluteBecauseTheEngineStandsElsewhere() throws InterruptedException {
    assertThat(run("why", "some/file")).isZero();
    assertThat(engine.asked())
        .containsExactly("why " + Path.of("").toAbsolutePath() + "/some/file");
    assertThat(out()).contains("rsync://two/data/: excluded: - *.o\n");
  }

  @Test
  void usageIsOne() throws InterruptedException {
    assertThat(run("status", "--jsn")).isEqualTo(1);
    assertThat(err()).contains("rsync-watch status: unknown option --jsn", "[--json] [NAME]");
    assertThat(run("pause", "a", "b")).isEqualTo(1);
    assertThat(run("why")).isEqualTo(1);
    assertThat(run("flush", "--timeout=soon")).isEqualTo(1);
    assertThat(run("pause", "nobody")).isEqualTo(1);
    assertThat(err()).contains("no mirror and no target has the name \"nobody\"");
  }

  @Test
  void helpIsGivenWithoutAnEngine() throws InterruptedException {
    List<byte[]> words = List.of("--help".getBytes(UTF_8));
    assertThat(new FlushCommand().run(words, new PrintStream(out), new PrintStream(err))).isZero();
    assertThat(out()).startsWith("Usage: rsync-watch flush [--control=SOCKET] [--timeout=SECONDS]");
  }

  @Test
  void noEngineIsThree() throws InterruptedException, IOException {
    server.close();
    assertThat(run("status")).isEqualTo(3);
    assertThat(err()).contains("no engine can be reached at " + work.resolve("s"));
  }
}
