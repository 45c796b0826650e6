// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.store.TreePath;

/**
 * Where a rule's text was found, for error messages: a typed rule is quoted, one from a file is
 * named by file and line so that the contents of files never reach a peer.
 *
 * @param file the file's name for display, empty for a typed rule
 * @param line the line, from 1; 0 where the file was found through another file
 */
record RuleOrigin(String file, int line) {
  static final RuleOrigin TYPED = new RuleOrigin("", 0);

  boolean isTyped() {
    return file.isEmpty();
  }

  RuleOrigin atLine(int number) {
    return new RuleOrigin(file, number);
  }

  String describe(byte[] text) {
    return isTyped() ? TreePath.escape(text) : "<rule from " + file + " line " + line + ">";
  }
}
