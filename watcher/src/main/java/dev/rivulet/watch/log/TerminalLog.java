// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.log;

import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.concurrent.locks.ReentrantLock;

/** Standard output, and standard error for what needs attention. */
public final class TerminalLog implements Log {
  private final ReentrantLock lock = new ReentrantLock();
  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;
  private final LineForm form;

  public TerminalLog(PrintStream out, PrintStream err, Clock clock, LineForm form) {
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.form = form;
  }

  @Override
  public void write(Level level, String text) {
    lock.lock();
    try {
      PrintStream stream = level == Level.PROBLEM ? err : out;
      stream.println(form.line(LocalDateTime.now(clock), level, text));
      stream.flush();
    } finally {
      lock.unlock();
    }
  }
}
