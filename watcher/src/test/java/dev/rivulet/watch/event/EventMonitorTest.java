// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.hook.Command;
import dev.rivulet.watch.tools.EventFormat;
import dev.rivulet.watch.tools.PathChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventMonitorTest {
  private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int CLOSE_WRITE = 0x8;
  private static final int DELETE = 0x200;

  @TempDir Path directory;
  private final BlockingQueue<WatchEvent> told = new LinkedBlockingQueue<>();
  private Path source;
  private Path log;
  private EventMonitor monitor;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
    log = directory.resolve("log");
  }

  @AfterEach
  void close() throws IOException {
    if (monitor != null) {
      monitor.close();
    }
  }

  /** The log line of the guides' loops. */
  @Test
  void aLogHasALineForEachEvent() throws Exception {
    start(new EventLog(log, format("%T %p %e was rsynced", true)));
    Files.writeString(source.resolve("a b"), "x");
    Files.delete(source.resolve("a b"));
    await(() -> lines().size() == 2);
    assertThat(lines().get(0))
        .matches("\\d\\d/\\d\\d/\\d\\d \\Q" + source + "/a b CLOSE_WRITE,CLOSE was rsynced\\E");
    assertThat(lines().get(1)).endsWith(" " + source + "/a b DELETE was rsynced");
  }

  @Test
  void aCommandGetsEachPathAsOneArgumentWhateverItHolds() throws Exception {
    Path script =
        Files.writeString(directory.resolve("run"), "printf '%s|' \"$@\" >>\"" + log + "\"");
    start(
        new EventCommand(
            Command.of(List.of(bytes("/bin/sh"))),
            Stream.of(script.toString(), "%e", "%%p", "%p")
                .map(text -> format(text, false))
                .toList(),
            1));
    String odd = "a `id`$(id)\n'\" ";
    Files.createFile(source.resolve(odd));
    await(() -> Files.exists(log) && Files.readString(log).endsWith(odd + "|"));
    assertThat(log).hasContent("CLOSE_WRITE,CLOSE|%p|" + source + "/" + odd + "|");
  }

  @Test
  void aFailingCommandIsToldAndTheNextEventIsHandled() throws Exception {
    start(
        new EventCommand(
            Command.of(List.of(bytes("/bin/sh"))),
            Stream.of("-c", "exit 9").map(text -> format(text, false)).toList(),
            1));
    Files.createFile(source.resolve("one"));
    Files.createFile(source.resolve("two"));
    for (int i = 0; i < 2; i++) {
      assertThat(told.take()).isEqualTo(new WatchEvent.HookFailed("/bin/sh", "exit status 9"));
    }
  }

  @Test
  void aDirectoryThatGoesAwayIsWaitedFor() throws Exception {
    start(new EventLog(log, format("%p", true)));
    Files.delete(source);
    assertThat(told.take().toString()).contains("is gone");
    Files.createDirectory(source);
    assertThat(told.take().toString()).contains("is back");
    Files.createFile(source.resolve("new"));
    await(() -> lines().contains(source + "/new"));
    assertThat(monitor.watchedDirectories()).isEqualTo(1);
  }

  @Test
  void aDirectoryThatIsNotThereAtTheStartIsAFault() {
    EventTask task = new EventTask("x", bytes(directory + "/none"), 0, PathChoice.ALL, List.of());
    assertThatThrownBy(() -> EventMonitor.start(task, told::add)).isInstanceOf(IOException.class);
  }

  private void start(EventHandler handler) throws IOException {
    EventTask task =
        new EventTask(
            "task",
            bytes(source.toString()),
            CLOSE_WRITE | DELETE,
            PathChoice.ALL,
            List.of(handler));
    monitor = EventMonitor.start(task, told::add);
  }

  private static EventFormat format(String text, boolean newline) {
    return EventFormat.withPaths(bytes(text), newline, "%d/%m/%y");
  }

  private List<String> lines() throws IOException {
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
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
