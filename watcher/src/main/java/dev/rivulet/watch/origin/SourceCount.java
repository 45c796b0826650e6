// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.origin;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Counts the entries of a source, no further than needed. */
public final class SourceCount {
  private SourceCount() {}

  /** Whether there are at least so many files and directories in the source. */
  public static boolean reaches(SourceSide side, long entries) throws IOException {
    if (entries <= 0) {
      return true;
    }
    try (Workspace workspace = side.files().open();
        FileTree base = workspace.open(side.source().base())) {
      Deque<TreePath> open = new ArrayDeque<>(List.of(side.source().directory()));
      long[] left = {entries};
      while (left[0] > 0 && !open.isEmpty()) {
        TreePath directory = open.poll();
        base.scan(
            directory,
            new EntryVisitor() {
              @Override
              public void entry(byte[] name, FileAttributes attributes) {
                left[0]--;
                if (attributes.isDirectory()) {
                  open.add(directory.child(name));
                }
              }

              @Override
              public void failed(byte[] name, StoreException reason) {
                left[0]--;
              }
            });
      }
      return left[0] <= 0;
    }
  }
}
