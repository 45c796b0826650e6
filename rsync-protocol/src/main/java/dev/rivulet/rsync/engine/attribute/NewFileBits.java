// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/**
 * The most permission bits that what is made in a directory gets: those of the directory's default
 * access control list if it has one, else those the umask leaves (umask(2)).
 *
 * <p>Remembers the last directory. Safe for the generator and the receiver.
 */
public final class NewFileBits implements Permissions.OfNewFiles {
  private static final int PLAIN = 0777;

  private record Known(TreePath directory, int bits) {}

  private final FileTree tree;
  private final int unmasked;
  private volatile Known last;

  public NewFileBits(FileTree tree, int umask) {
    this.tree = tree;
    this.unmasked = PLAIN & ~umask;
  }

  @Override
  public int at(TreePath path) throws IOException {
    TreePath directory = path.parent();
    Known known = last;
    if (known == null || !known.directory().equals(directory)) {
      known = new Known(directory, in(directory));
      last = known;
    }
    return known.bits();
  }

  private int in(TreePath directory) throws IOException {
    if (!tree.features().contains(FileTree.Feature.EXTENDED_ATTRIBUTES)) {
      return unmasked;
    }
    try (ExtendedAttributes attributes = tree.attributes(directory).extended()) {
      int bits = attributes.acl(Acl.Kind.DEFAULT).permissions();
      return bits == Acl.ABSENT ? unmasked : bits;
    } catch (StoreException e) {
      return unmasked;
    }
  }
}
