// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes a line for each {@link WatchEvent}: confirmed changes with their lag to one stream, what
 * needs attention to another. Called by one thread at a time.
 */
public final class WatchPrinter implements WatchListener {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss", Locale.ROOT);

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;
  private final boolean quiet;

  /**
   * @param quiet whether confirmed changes are left out
   */
  public WatchPrinter(PrintStream out, PrintStream err, Clock clock, boolean quiet) {
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.quiet = quiet;
  }

  @Override
  public void on(WatchEvent event) {
    if (event instanceof WatchEvent.Confirmed confirmed) {
      if (!quiet) {
        say(out, word(confirmed.kind()) + " " + confirmed.path() + lag(confirmed));
      }
    } else if (event instanceof WatchEvent.Watching watching) {
      say(out, "watching " + watching.directories() + " directories");
    } else if (event instanceof WatchEvent.Synchronised done) {
      say(out, "synchronised " + done.target() + " in " + millis(done.took()) + " ms");
    } else if (event instanceof WatchEvent.Failing failing) {
      say(err, failing.target() + ": " + failing.reason() + waiting(failing));
    } else if (event instanceof WatchEvent.Recovered recovered) {
      say(err, recovered.target() + ": working again");
    } else if (event instanceof WatchEvent.SourceLost lost) {
      say(err, lost.source() + (lost.replaced() ? REPLACED : GONE));
    } else if (event instanceof WatchEvent.SourceBack back) {
      say(err, back.source() + ": the source is back, comparing");
    } else if (event instanceof WatchEvent.Degraded degraded) {
      say(err, degraded.reason());
    } else if (event instanceof WatchEvent.HookFailed failed) {
      say(err, failed.hook() + ": " + failed.reason());
    }
  }

  private static final String GONE = ": the source is gone; nothing is sent or deleted meanwhile";
  private static final String REPLACED =
      ": another directory stands in place of the source; nothing is sent or deleted."
          + " Start again to accept it";

  private static String lag(WatchEvent.Confirmed confirmed) {
    return " (" + confirmed.target() + ", lag " + millis(confirmed.lag()) + " ms)";
  }

  private static String waiting(WatchEvent.Failing failing) {
    return "; "
        + failing.marksWaiting()
        + " changes wait, trying again in "
        + millis(failing.retryIn())
        + " ms";
  }

  private static String word(WatchEvent.Kind kind) {
    return switch (kind) {
      case UPDATED -> "updated";
      case DELETED -> "deleted";
      case COMPARED -> "compared";
    };
  }

  private static long millis(Duration duration) {
    return Math.round(duration.toNanos() / 1e6);
  }

  private void say(PrintStream stream, String text) {
    stream.println(LocalDateTime.now(clock).format(TIME) + " " + text);
    stream.flush();
  }
}
