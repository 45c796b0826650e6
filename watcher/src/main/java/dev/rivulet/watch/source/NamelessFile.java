// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A file made without a name (O_TMPFILE) and given one later: its events go on under the name
 * {@code #INODE}, which no directory has.
 */
final class NamelessFile {
  private static final int MOST_DIGITS = 18;

  private NamelessFile() {}

  /** Whether a name may stand for an inode. */
  static boolean isMeant(byte[] name) {
    if (name.length < 2 || name.length > MOST_DIGITS + 1 || name[0] != '#') {
      return false;
    }
    for (int i = 1; i < name.length; i++) {
      if (name[i] < '0' || name[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /** The inode that such a name stands for. */
  static long inode(byte[] name) {
    return Long.parseLong(new String(name, 1, name.length - 1, StandardCharsets.US_ASCII));
  }

  /** Reports the entries of a directory that the name stands for. */
  static void report(FileTree tree, TreePath directory, byte[] name, EventSink sink)
      throws IOException {
    long inode = inode(name);
    try {
      tree.scan(
          directory,
          new EntryVisitor() {
            @Override
            public void entry(byte[] entry, FileAttributes seen) {
              if (seen.inode() == inode) {
                sink.changed(directory.child(entry));
              }
            }

            @Override
            public void failed(byte[] entry, StoreException reason) {
              // It has vanished, of which its own event tells.
            }
          });
    } catch (StoreException e) {
      sink.namesChanged(directory);
    }
  }
}
