// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.Mirror;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The source directory of a mirror, as far as the doctor needs to know it. */
final class MirrorSource {
  private MirrorSource() {}

  /** Its name for people. */
  static String shown(Mirror mirror) {
    return new String(mirror.source(), StandardCharsets.UTF_8);
  }

  static FileAttributes look(Mirror mirror) throws IOException {
    try (Workspace workspace = LocalFiles.currentDirectory().open()) {
      return workspace.stat(mirror.source(), true);
    }
  }

  /**
   * How many directories would be watched: those the rules leave out are not looked into.
   *
   * @throws IOException if the source cannot be read
   */
  static long countDirectories(Mirror mirror) throws IOException {
    Deque<TreePath> open = new ArrayDeque<>();
    open.push(TreePath.ROOT);
    long count = 0;
    try (Workspace workspace = LocalFiles.currentDirectory().open();
        FileTree tree = workspace.open(mirror.source())) {
      while (!open.isEmpty()) {
        TreePath directory = open.pop();
        count++;
        scan(mirror, tree, directory, open);
      }
    }
    return count;
  }

  private static void scan(Mirror mirror, FileTree tree, TreePath directory, Deque<TreePath> found)
      throws IOException {
    EntryVisitor visitor =
        new EntryVisitor() {
          @Override
          public void entry(byte[] name, FileAttributes attributes) {
            TreePath path = directory.child(name);
            if (attributes.isDirectory() && !isExcluded(mirror, path)) {
              found.push(path);
            }
          }

          @Override
          public void failed(byte[] name, StoreException reason) {
            // Gone meanwhile: it needs no watch.
          }
        };
    try {
      tree.scan(directory, visitor);
    } catch (StoreException e) {
      if (directory.isRoot()) {
        throw e;
      }
    }
  }

  private static boolean isExcluded(Mirror mirror, TreePath path) {
    return mirror.options().filters().excludes(path.bytes(), true, Side.SENDER);
  }
}
