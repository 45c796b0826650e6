// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What Linux tells about a process in {@code /proc}. */
final class ProcessFigures {
  /** Clock ticks of {@code stat}: USER_HZ, which is 100 on every platform Java runs on. */
  private static final Duration TICK = Duration.ofMillis(10);

  private static final int USER_TICKS = 11;
  private static final int TIME_FIELDS = 4;
  private static final String PEAK = "VmHWM:";

  private ProcessFigures() {}

  /** CPU time of a process and of the children it has waited for. */
  static Duration cpu(ProcessHandle process) throws IOException {
    String stat = Files.readString(proc(process).resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = 0; i < TIME_FIELDS; i++) {
      ticks += Long.parseLong(fields[USER_TICKS + i]);
    }
    return TICK.multipliedBy(ticks);
  }

  /** The largest peak of a process and its descendants so far; 0 once they have ended. */
  static long peakKilobytes(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToLong(ProcessFigures::ownPeakKilobytes)
        .max()
        .orElse(0);
  }

  private static long ownPeakKilobytes(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(proc(process).resolve("status"))) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0; // it has just ended
    }
  }

  private static Path proc(ProcessHandle process) {
    return Path.of("/proc", Long.toString(process.pid()));
  }
}
