// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rsync-watch run} does about events: a command for each of them, lines in a log. */
class EventSectionIT {
  /** A shell that read it would make a file named owned. */
  private static final String ODD = "a `touch owned` $(touch owned) '\"\\ x";

  @TempDir Path directory;

  private Path source;
  private Path eventLog;
  private WatchProcess program;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
    eventLog = directory.resolve("events.log");
  }

  @AfterEach
  void stopWhatStillRuns() throws Exception {
    if (program != null) {
      program.kill();
    }
  }

  /** Starts it with one section and waits until it watches. */
  private void start(String section) throws IOException {
    Path status = directory.resolve("status");
    String text =
        """
        log file = %1$s/log
        control socket = %1$s/control/socket
        status file = %2$s
        status interval = 100ms
        [section]
        source = %3$s
        event log = %4$s
        """
            .formatted(directory, status, source, eventLog);
    Path config = Files.writeString(directory.resolve("watch.conf"), text + section);
    program = WatchProcess.start(directory, List.of("run", config.toString()));
  }

  private void end() throws Exception {
    program.signal("TERM");
    assertThat(program.exitCode()).isZero();
    assertThat(program.errors()).isEmpty();
  }

  @Test
  void aCommandRunsForEachEventWithThePathAsOneArgument() throws Exception {
    Path script = directory.resolve("arrived");
    Files.writeString(script, "printf '%s|%s|%s\\n' $# \"$1\" \"$2\" >>\"$0.out\"\n");
    start(
        """
        on event = /bin/sh %s %%e %%p
        events = close_write, delete
        exclude = *.part
        """
            .formatted(script));
    program.await(directory.resolve("log"), "watching 1 directories");
    Files.writeString(source.resolve("left out.part"), "x");
    Files.writeString(source.resolve(ODD), "x");
    Files.delete(source.resolve(ODD));
    Path deep = Files.createDirectories(source.resolve("a/b/c"));
    Files.writeString(deep.resolve("deep"), "x");
    Path out = directory.resolve("arrived.out");
    program.await(out, "2|CLOSE_WRITE,CLOSE|" + deep + "/deep\n");
    end();

    assertThat(Files.readAllLines(out))
        .startsWith("2|CLOSE_WRITE,CLOSE|" + source + "/" + ODD, "2|DELETE|" + source + "/" + ODD)
        .noneMatch(line -> line.contains(".part"));
    assertThat(Files.readAllLines(eventLog))
        .anyMatch(line -> line.endsWith(" " + deep + "/deep CLOSE_WRITE,CLOSE"));
    assertThat(directory.resolve("owned")).doesNotExist();
    assertThat(source.resolve("owned")).doesNotExist();
  }

  @Test
  void whatHasArrivedHasALineForEachTarget() throws Exception {
    Path first = Files.createDirectory(directory.resolve("copy1"));
    Path second = Files.createDirectory(directory.resolve("copy2"));
    start(
        """
        target = %s/ %s/
        delete = yes
        """
            .formatted(first, second));
    program.await(directory.resolve("status"), "{\"version\":1,\"inStep\":true");
    Files.writeString(source.resolve("a b"), "x");
    awaitTwoLines("/a b CLOSE_WRITE,CLOSE was rsynced");
    Files.delete(source.resolve("a b"));
    awaitTwoLines("/a b DELETE was rsynced");
    end();

    String form = "\\d\\d/\\d\\d/\\d\\d \\d\\d:\\d\\d " + source + "/a b [A-Z_,]+ was rsynced";
    assertThat(Files.readAllLines(eventLog)).allMatch(line -> line.matches(form));
    assertThat(first.resolve("a b")).doesNotExist();
    assertThat(second.resolve("a b")).doesNotExist();
  }

  private void awaitTwoLines(String end) throws IOException {
    program.await(eventLog, end);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (Files.readAllLines(eventLog).stream().filter(line -> line.endsWith(end)).count() < 2) {
      assertThat(System.nanoTime()).as("a line for each target").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
