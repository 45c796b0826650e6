// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;

/**
 * How one target is made to delete; learnt from what it does and remembered (hazard 7). Shared by
 * the lanes of a target; safe for several threads.
 */
final class DeletionMethod {

  /** A way to have something deleted. */
  enum Way {
    /** Missing names in the list of names, for receivers from rsync 3.1: nothing is listed. */
    MISSING_NAMES,
    /** Filter rules that leave only the missing names in reach: for every receiver. */
    FILTERS,
    /** Not at all, as the receiver refuses it. */
    NONE
  }

  /** The first protocol whose receivers know --delete-missing-args. */
  private static final int KNOWS_MISSING_NAMES = 31;

  private Way way = Way.MISSING_NAMES;
  private boolean proven;
  private boolean told;
  private int deaths;

  /**
   * @param protocol of the target's greeting
   */
  synchronized Way way(int protocol) {
    return way == Way.MISSING_NAMES && protocol < KNOWS_MISSING_NAMES ? Way.FILTERS : way;
  }

  synchronized boolean isRefused() {
    return way == Way.NONE;
  }

  /** Whether it has been seen to take a transfer that deletes. */
  synchronized boolean isProven() {
    return proven && way != Way.NONE;
  }

  /** Whether this is the first time that is asked since deletions are refused. */
  synchronized boolean isNewlyRefused() {
    boolean first = way == Way.NONE && !told;
    told |= first;
    return first;
  }

  /** A transfer with missing names has worked. */
  synchronized void worked() {
    proven = true;
    deaths = 0;
  }

  /** The receiver has taken the names and deleted nothing. */
  synchronized void ignored() {
    way = Way.FILTERS;
  }

  /**
   * Judges a transfer that was to delete and failed.
   *
   * @param said what the target had to say before
   * @param used how it was to
   * @return whether to try again at once, in another way
   */
  synchronized boolean blame(IOException failure, String said, Way used) {
    if (used == Way.NONE) {
      return false;
    }
    if (way == Way.NONE) {
      return true;
    }
    String text = failure.getMessage() + "\n" + said;
    if (text.contains("configured to refuse --del") || text.contains("configured to refuse -r")) {
      way = used == Way.MISSING_NAMES ? Way.FILTERS : Way.NONE;
      return true;
    }
    if (used == Way.MISSING_NAMES && diedOfNames(failure, text)) {
      way = Way.FILTERS;
      return true;
    }
    return false;
  }

  /** Receivers of rsync 3.4.3 take a missing entry for a forged one and end the session. */
  private boolean diedOfNames(IOException failure, String text) {
    if (text.contains("invalid file mode 00")) {
      return true;
    }
    ExitCode code = failure instanceof RsyncException e ? e.exitCode() : ExitCode.OK;
    if (text.contains("unknown option") && code != ExitCode.OK) {
      return true;
    }
    boolean died =
        code == ExitCode.PROTOCOL || code == ExitCode.STREAM_IO || code == ExitCode.SYNTAX;
    if (died && !proven) {
      deaths++;
    }
    return died && !proven && deaths > 1;
  }
}
