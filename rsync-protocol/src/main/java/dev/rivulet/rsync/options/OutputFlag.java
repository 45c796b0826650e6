// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/** One kind of output that {@code --info} or {@code --debug} switches by its name. */
public interface OutputFlag {

  /** The highest level there is of any flag; a higher number means this one. */
  int HIGHEST = 4;

  /** Its name in capital letters. */
  String name();

  /** The level it has when {@code -v} was given so often, and nothing else. */
  int levelAt(int verbosity);

  /** What it shows, for the list of flags. */
  String summary();
}
