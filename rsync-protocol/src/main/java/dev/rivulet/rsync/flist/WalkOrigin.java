// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Where the files of some entries are: a tree, and how their names in the list become paths in it.
 *
 * @param number by which entries refer to it
 * @param tree the open directory
 * @param directory the tree's root as an argument of the workspace; empty for the current directory
 * @param strip bytes at the start of a name that are not part of the path
 */
record WalkOrigin(int number, FileTree tree, byte[] directory, int strip) {

  /** The path of a name in the list; the root for the directory that the tree is. */
  TreePath path(byte[] name) {
    if (name.length < strip || (name.length == 1 && name[0] == '.')) {
      return TreePath.ROOT;
    }
    return TreePath.of(strip == 0 ? name : Arrays.copyOfRange(name, strip, name.length));
  }

  /** A name in the list with the directory in front, without leading slash. */
  byte[] longName(byte[] name) {
    byte[] full = fullName(name);
    boolean absolute = full.length > 1 && full[0] == '/';
    return absolute ? Arrays.copyOfRange(full, 1, full.length) : full;
  }

  /** A name in the list with the directory in front. */
  byte[] fullName(byte[] name) {
    TreePath path = path(name);
    byte[] full = argument(path);
    ByteArrayOutputStream shown = new ByteArrayOutputStream(full.length + 2);
    int end = full.length;
    while (end > 1 && full[end - 1] == '/') {
      end--;
    }
    shown.write(full, 0, end);
    if (path.isRoot() && directory.length > 0) {
      shown.write('/');
      shown.write('.');
    }
    return shown.toByteArray();
  }

  /** A path in the tree as an argument of the workspace. */
  byte[] argument(TreePath path) {
    if (path.isRoot()) {
      return directory.length == 0 ? path.bytes() : directory;
    }
    if (directory.length == 0) {
      return path.bytes();
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(directory);
    if (directory[directory.length - 1] != '/') {
      joined.write('/');
    }
    joined.writeBytes(path.bytes());
    return joined.toByteArray();
  }
}
