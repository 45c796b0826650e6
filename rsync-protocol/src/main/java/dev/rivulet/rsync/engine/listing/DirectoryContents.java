// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.listing;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What a directory holds, in the order in which file lists hold it. */
public final class DirectoryContents {

  /** One name and what it is. */
  public record Item(byte[] name, FileAttributes attributes) {}

  private static final Comparator<Item> FILES_FIRST =
      Comparator.comparing((Item item) -> item.attributes().isDirectory())
          .thenComparing(
              (a, b) ->
                  a.attributes().isDirectory()
                      ? Arrays.compareUnsigned(withSlash(a.name()), withSlash(b.name()))
                      : Arrays.compareUnsigned(a.name(), b.name()));

  private static final Comparator<Item> BY_NAME =
      (a, b) -> Arrays.compareUnsigned(a.name(), b.name());

  private DirectoryContents() {}

  private static byte[] withSlash(byte[] name) {
    byte[] longer = Arrays.copyOf(name, name.length + 1);
    longer[name.length] = '/';
    return longer;
  }

  /** Reads a directory; names that vanish meanwhile are left out. */
  public static List<Item> read(FileTree tree, TreePath directory, boolean filesFirst)
      throws IOException {
    List<Item> items = new ArrayList<>();
    tree.scan(
        directory,
        new EntryVisitor() {
          @Override
          public void entry(byte[] name, FileAttributes attributes) {
            items.add(new Item(name, attributes));
          }

          @Override
          public void failed(byte[] name, StoreException reason) {
            // What cannot be looked at is not ours to delete.
          }
        });
    items.sort(filesFirst ? FILES_FIRST : BY_NAME);
    return items;
  }
}
