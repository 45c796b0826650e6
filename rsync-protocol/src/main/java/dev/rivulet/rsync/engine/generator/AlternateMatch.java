// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;

/**
 * What an alternate directory has for an entry.
 *
 * @param directory the number of the directory
 * @param attributes of what was found
 */
record AlternateMatch(
    int directory, FileTree tree, TreePath path, FileAttributes attributes, Level level) {

  /** How good it is; the later the better. */
  enum Level {
    /** Something of the same type: blocks of a regular file may be of use. */
    SAME_TYPE,
    /** It would pass the quick check. */
    UNCHANGED,
    /** Its preserved attributes are right as well. */
    IDENTICAL
  }

  boolean isIdentical() {
    return level == Level.IDENTICAL;
  }

  boolean isUnchanged() {
    return level != Level.SAME_TYPE;
  }

  /** For a look at its lists and extended attributes. */
  AttributeTarget object() {
    return tree.attributes(path);
  }

  /** As the file whose blocks a request offers. */
  Basis basis() {
    return Basis.of(directory, tree, path, attributes);
  }
}
