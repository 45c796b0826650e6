// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;

/**
 * The file whose blocks a request offers: where it is, and how the wire names it.
 *
 * @param type as {@link ItemRecord} has it
 * @param name the leaf of a fuzzy basis, empty for all others
 * @param tree that holds it
 * @param path in that tree
 * @param attributes when it was chosen; {@link FileAttributes#MISSING} if there is none
 */
public record Basis(
    int type, byte[] name, FileTree tree, TreePath path, FileAttributes attributes) {
  private static final byte[] NO_NAME = {};

  /** A basis that its type alone names. */
  public static Basis of(int type, FileTree tree, TreePath path, FileAttributes attributes) {
    return new Basis(type, NO_NAME, tree, path, attributes);
  }

  /** The file that is to be updated, whether it exists or not. */
  public static Basis destination(FileTree tree, TreePath path, FileAttributes attributes) {
    return of(ItemRecord.DESTINATION, tree, path, attributes);
  }

  /** For a look at its lists and extended attributes. */
  public AttributeTarget object() {
    return tree.attributes(path);
  }

  public boolean isDestination() {
    return type == ItemRecord.DESTINATION;
  }

  /** Whether it is a file of another name. */
  public boolean isSimilar() {
    return type >= ItemRecord.FUZZY;
  }

  public boolean isMissing() {
    return attributes.isMissing();
  }
}
