// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

/**
 * When deletions wait for somebody to allow them: a mistake at the source, or a source that is not
 * what it seems, is not to empty a target.
 *
 * <p>Counted are the files and directories that one batch would delete, together with those of the
 * batches of the last minute. Whatever the limits, a source that is found empty at the start
 * deletes nothing by itself: that is what a directory looks like whose file system is not mounted.
 *
 * @param most deletions that need no permission; 0 for any number
 * @param percent the greatest part of the target's entries that needs no permission; 0 for any
 */
public record DeletionGuard(int most, int percent) {
  /** No limit but that of an empty source. */
  public static final DeletionGuard NONE = new DeletionGuard(0, 0);

  /**
   * @throws IllegalArgumentException for a negative number or more than 100 percent
   */
  public DeletionGuard {
    if (most < 0 || percent < 0 || percent > 100) {
      throw new IllegalArgumentException(most + " deletions, " + percent + " percent");
    }
  }

  /** Whether there is a limit at all. */
  public boolean isOn() {
    return most > 0 || percent > 0;
  }

  /** Whether so many deletions are too many, whatever is left. */
  public boolean exceedsNumber(long deletions) {
    return most > 0 && deletions > most;
  }

  /**
   * How many entries must be left at the source so that a number of deletions is no too great part
   * of all; 0 without a limit.
   */
  public long entriesToBeLeft(long deletions) {
    return percent == 0 ? 0 : (deletions * 100 + percent - 1) / percent - deletions;
  }
}
