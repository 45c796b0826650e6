// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

/**
 * What becomes of an event that meets an older one of the same path which has not been taken up
 * yet.
 *
 * <p>lsyncd 2.2.3 hands out nearly every event of a file, the later ones beside the earlier ones
 * (seen with {@code -log Delay}). The same here, but one after the other; and an event that says
 * what the one before it has said is left out.
 */
enum Combination {
  /** The older one says it all. */
  KEEP,
  /** The newer one takes the place of the older one. */
  REPLACE,
  /** The newer one waits for the older one. */
  BEHIND;

  /**
   * What becomes of {@code newer}; moves are another matter.
   *
   * @param directory whether both are about a directory
   */
  static Combination of(EventKind older, EventKind newer, boolean directory) {
    if (older == newer) {
      return older == EventKind.BLANKET || older == EventKind.INIT ? BEHIND : KEEP;
    }
    boolean remade = older == EventKind.DELETE && newer == EventKind.CREATE;
    return remade && !directory ? REPLACE : BEHIND;
  }
}
