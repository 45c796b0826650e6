// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import java.util.EnumMap;
import java.util.Map;

/**
 * Which ways of making a new name from an old one a target takes part in; learnt from what it does
 * and remembered. Safe for several threads.
 */
final class RenameSupport {

  /** A way to have contents taken from an old name. */
  enum Way {
    /** A directory of links to the files of another. */
    LINK,
    /** Copies of the files of another directory. */
    COPY,
    /** A file that is found by its likeness. */
    LIKENESS
  }

  /** A way that has failed so often in a row is given up. */
  private static final int MOST_FAILURES = 3;

  private final Map<Way, Integer> failures = new EnumMap<>(Way.class);

  synchronized boolean knows(Way way) {
    return failures.getOrDefault(way, 0) < MOST_FAILURES;
  }

  synchronized void worked(Way way) {
    failures.remove(way);
  }

  /**
   * Judges a transfer that has failed.
   *
   * @param said what the target had to say
   */
  synchronized void failed(Way way, String said) {
    boolean refused =
        said.contains("unknown option")
            || (said.contains("configured to refuse") && !said.contains("refuse --del"));
    failures.merge(way, refused ? MOST_FAILURES : 1, Integer::sum);
  }
}
