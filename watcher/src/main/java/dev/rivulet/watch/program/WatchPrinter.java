// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.Difference;
import dev.rivulet.watch.Verification;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.log.Log;
import java.time.Duration;

/**
 * Writes a line for each {@link WatchEvent}: confirmed changes with their lag, and as problems what
 * needs attention.
 */
public final class WatchPrinter implements WatchListener {
  private final Log log;
  private final boolean quiet;

  /**
   * @param quiet whether confirmed changes are left out
   */
  public WatchPrinter(Log log, boolean quiet) {
    this.log = log;
    this.quiet = quiet;
  }

  @Override
  public void on(WatchEvent event) {
    if (event instanceof WatchEvent.Confirmed confirmed) {
      if (!quiet) {
        say(Log.Level.NORMAL, word(confirmed.kind()) + " " + confirmed.path() + lag(confirmed));
      }
    } else if (event instanceof WatchEvent.Watching watching) {
      String places = watching.kind().watched(watching.directories());
      say(Log.Level.NORMAL, "watching " + watching.source() + ": " + places);
    } else if (event instanceof WatchEvent.Synchronised done) {
      say(Log.Level.NORMAL, "synchronised " + done.target() + " in " + millis(done.took()) + " ms");
    } else if (event instanceof WatchEvent.Failing failing) {
      say(Log.Level.PROBLEM, failing.target() + ": " + failing.reason() + waiting(failing));
    } else if (event instanceof WatchEvent.PathFailing failing) {
      say(Log.Level.PROBLEM, failing.target() + ": " + failing.path() + ": " + failing.reason());
    } else if (event instanceof WatchEvent.AttributeRefused refused) {
      say(Log.Level.PROBLEM, refused.target() + ": " + refused.reason() + " (not tried again)");
    } else if (event instanceof WatchEvent.DeletionsRefused refused) {
      say(Log.Level.PROBLEM, refused.target() + ": deletes nothing: " + refused.reason());
    } else if (event instanceof WatchEvent.DeletionsHeld held) {
      say(Log.Level.PROBLEM, held.target() + held(held));
    } else if (event instanceof WatchEvent.Recovered recovered) {
      say(Log.Level.PROBLEM, recovered.target() + ": working again");
    } else if (event instanceof WatchEvent.Paused pause) {
      say(Log.Level.PROBLEM, pause.target() + (pause.paused() ? ": paused" : ": resumed"));
    } else if (event instanceof WatchEvent.SourceLost lost) {
      say(Log.Level.PROBLEM, lost.source() + (lost.replaced() ? REPLACED : GONE));
    } else if (event instanceof WatchEvent.SourceBack back) {
      say(Log.Level.PROBLEM, back.source() + ": the source is back, comparing");
    } else if (event instanceof WatchEvent.Degraded degraded) {
      say(Log.Level.PROBLEM, degraded.reason());
    } else if (event instanceof WatchEvent.Verified verified) {
      say(verified.verification());
    } else if (event instanceof WatchEvent.NamesClash clash) {
      say(Log.Level.PROBLEM, clash.target() + clash(clash));
    } else if (event instanceof WatchEvent.HookFailed failed) {
      say(Log.Level.PROBLEM, failed.hook() + ": " + failed.reason());
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

  private static String clash(WatchEvent.NamesClash clash) {
    return ": takes "
        + clash.path()
        + " and "
        + clash.other()
        + " for one name and has the second file; rename one of them";
  }

  private static String held(WatchEvent.DeletionsHeld held) {
    return held.deletions() == 0
        ? ": the source is empty; nothing is deleted until that is allowed"
        : ": " + held.deletions() + " deletions wait until they are allowed";
  }

  private void say(Verification found) {
    if (!found.trouble().isEmpty()) {
      say(Log.Level.PROBLEM, found.target() + ": cannot be verified: " + found.trouble());
    } else if (found.isEqual()) {
      say(Log.Level.NORMAL, "verified " + found.target() + " in " + millis(found.took()) + " ms");
    } else {
      String lost = found.lost() == 0 ? "" : ", " + found.lost() + " lost updates";
      say(Log.Level.PROBLEM, found.target() + ": " + found.differing() + " paths differ" + lost);
      for (Difference difference : found.differences()) {
        say(Log.Level.PROBLEM, "  " + difference.path() + ": " + difference.kind().text());
      }
    }
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

  private void say(Log.Level level, String text) {
    log.write(level, text);
  }
}
