// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.ForwardingTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.origin.SeenFiles;
import dev.rivulet.watch.origin.WatchSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@link GrowingFiles} as a transfer of everything finds them in the source. The target has
 * them so, or longer, when that has been carried out. Filled by the thread that lists the source,
 * to be asked when the transfer is over.
 */
final class GrowingList {
  private final GrowingFiles growing;
  private final WatchSource source;
  private final Map<TreePath, FileAttributes> found = new LinkedHashMap<>();

  GrowingList(GrowingFiles growing, WatchSource source) {
    this.growing = growing;
    this.source = source;
  }

  /** The same files, of which this takes note. */
  LocalFiles noting(LocalFiles files) {
    return new SeenFiles(
        files,
        (directory, tree) ->
            source.positionOf(directory).<FileTree>map(top -> new Noted(tree, top)).orElse(tree));
  }

  /** The files, relative to the base of the source. */
  Map<TreePath, FileAttributes> found() {
    return found;
  }

  private final class Noted extends ForwardingTree {
    private final TreePath top;

    /**
     * @param top where the tree begins, relative to the base of the source
     */
    Noted(FileTree tree, TreePath top) {
      super(tree);
      this.top = top;
    }

    @Override
    public void scan(TreePath directory, EntryVisitor visitor) throws IOException {
      TreePath place = top.resolve(directory);
      tree.scan(
          directory,
          new EntryVisitor() {
            @Override
            public void entry(byte[] name, FileAttributes attributes) throws IOException {
              note(place.child(name), attributes);
              visitor.entry(name, attributes);
            }

            @Override
            public void failed(byte[] name, StoreException reason) throws IOException {
              visitor.failed(name, reason);
            }
          });
    }

    private void note(TreePath path, FileAttributes attributes) {
      if (found.size() < GrowingFiles.MOST && growing.concerns(path, attributes)) {
        found.put(path, attributes);
      }
    }
  }
}
