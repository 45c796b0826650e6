// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** A file with the last answers, begun anew after 1000. Safe for several threads. */
final class AnswerLog {
  private static final int MOST_LINES = 1000;

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private int lines = MOST_LINES;

  AnswerLog(Path file) {
    this.file = file;
  }

  void add(String answer) throws IOException {
    byte[] line = (answer.replaceAll("[^ -~]", "?") + "\n").getBytes(StandardCharsets.US_ASCII);
    lock.lock();
    try {
      boolean anew = lines >= MOST_LINES;
      Files.write(
          file,
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          anew ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);
      lines = anew ? 1 : lines + 1;
    } finally {
      lock.unlock();
    }
  }
}
