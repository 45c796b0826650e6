// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.log;

import java.io.Closeable;

/** Takes what is to be told, line by line. Safe for several threads. */
public interface Log extends Closeable {

  /** Whether a line needs attention. */
  enum Level {
    NORMAL,
    PROBLEM
  }

  /** Writes one line. A log that fails must not disturb a mirror, so this never throws. */
  void write(Level level, String text);

  /** Opens a file anew that somebody may have renamed. */
  default void reopen() {}

  @Override
  default void close() {}

  /** A log that writes every line to two others. */
  static Log both(Log first, Log second) {
    return new Log() {
      @Override
      public void write(Level level, String text) {
        first.write(level, text);
        second.write(level, text);
      }

      @Override
      public void reopen() {
        first.reopen();
        second.reopen();
      }

      @Override
      public void close() {
        first.close();
        second.close();
      }
    };
  }
}
