// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.store.TreePath;

/**
 * Where a rule's text was found, for messages: a typed rule is quoted, one from a file is named by
 * file and line so that the contents of files never reach a peer. A file that another file names is
 * only told by the place that names it.
 *
 * @param file the file's name for display, empty for a typed rule
 * @param line the line, from 1; 0 before the first, -1 where lines are not counted
 */
record RuleOrigin(String file, int line) {
  static final RuleOrigin TYPED = new RuleOrigin("", 0);

  /** A per-directory file whose name was itself read from a file. */
  static final RuleOrigin READ_EARLIER = new RuleOrigin("a file read earlier", -1);

  /** The file that a rule of this origin merges in its place. */
  RuleOrigin ofMerged(byte[] name) {
    return new RuleOrigin(
        isTyped() ? TreePath.escape(name) : "a file named at " + place(), isTyped() ? 0 : -1);
  }

  boolean isTyped() {
    return file.isEmpty();
  }

  /** The same file at a line, where its lines are told at all. */
  RuleOrigin atLine(int number) {
    return line < 0 || isTyped() ? this : new RuleOrigin(file, number);
  }

  String describe(byte[] text) {
    return isTyped() ? TreePath.escape(text) : "<rule from " + place() + ">";
  }

  private String place() {
    return line > 0 ? file + " line " + line : file;
  }
}
