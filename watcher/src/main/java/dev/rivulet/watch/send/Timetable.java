// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.watch.FullPass;
import java.util.List;
import java.util.Optional;

/** When the repeated comparisons of one target are due. Owned by its worker. */
final class Timetable {
  private final List<FullPass> passes;
  private final long[] due;

  /**
   * @param now of the {@link System#nanoTime} scale
   */
  Timetable(List<FullPass> passes, long now) {
    this.passes = passes;
    this.due = new long[passes.size()];
    for (int i = 0; i < due.length; i++) {
      due[i] = now + passes.get(i).every().toNanos();
    }
  }

  /** One that is due; it stays so until it is {@link #done}. */
  Optional<FullPass> next(long now) {
    for (int i = 0; i < due.length; i++) {
      if (now - due[i] >= 0) {
        return Optional.of(passes.get(i));
      }
    }
    return Optional.empty();
  }

  /** Starts waiting for the next time. */
  void done(FullPass pass, long now) {
    due[passes.indexOf(pass)] = now + pass.every().toNanos();
  }
}
