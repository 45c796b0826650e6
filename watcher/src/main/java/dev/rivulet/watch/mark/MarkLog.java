// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

/** Hears of every mark that says something new to a {@link MarkSet}. */
@FunctionalInterface
public interface MarkLog {

  /** Keeps nothing. */
  MarkLog NONE = mark -> {};

  /** Called with the set's lock held; must not block. */
  void marked(Mark mark);
}
