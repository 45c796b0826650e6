// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.watch.Pace;
import java.util.concurrent.TimeUnit;

/**
 * The time from the start of one transfer to the start of the next, to the same target.
 *
 * <p>What happens within the gap goes together. A short gap after idle keeps single changes quick;
 * under load 25 transfers a second are enough, as most of what they cost does not depend on how
 * much is in them; and when next to nothing is in them for long (a file that is rewritten all the
 * time), the gap grows up to a second, because each transfer costs the target a process (hazard
 * 4.2). Owned by one worker.
 */
final class TransferGap {
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(15);
  private static final long UNDER_LOAD = TimeUnit.MILLISECONDS.toNanos(40);
  private static final long LONGEST = Pace.LONGEST_GAP.toNanos();

  /** Transfers in a row that make a load. */
  private static final int LOAD = 8;

  /** How long a load of small transfers is borne with. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  /** Fewer marks than this make a small transfer. */
  private static final int SMALL = 4;

  /** A pause as long as this ends a row. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

  private long gap = SHORTEST;
  private long lastStart;
  private long busySince;
  private int inRow;

  TransferGap(long nowNanos) {
    lastStart = nowNanos - LONGEST;
  }

  /** How long the next transfer must wait; not positive if it may start. */
  long left(long nowNanos) {
    return lastStart + gap - nowNanos;
  }

  /** A transfer starts that carries so many marks. */
  void started(long nowNanos, int marks) {
    boolean paused = nowNanos - lastStart > gap + PAUSE;
    lastStart = nowNanos;
    if (paused || marks >= SMALL) {
      busySince = nowNanos;
    }
    inRow = paused ? 1 : inRow + 1;
    if (inRow < LOAD) {
      gap = SHORTEST;
    } else if (nowNanos - busySince < PATIENCE) {
      gap = UNDER_LOAD;
    } else {
      gap = Math.min(LONGEST, gap + gap / 100);
    }
  }
}
