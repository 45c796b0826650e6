// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.engine.attribute.Itemizer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.List;

/**
 * Looks for entries in the alternate directories: the first one with the best match counts. Owned
 * by the generator's thread.
 */
final class AlternateSearch {
  private final List<FileTree> trees;
  private final Itemizer itemizer;
  private final QuickCheck check;

  AlternateSearch(List<FileTree> trees, Itemizer itemizer, QuickCheck check) {
    this.trees = trees;
    this.itemizer = itemizer;
    this.check = check;
  }

  /**
   * The best match.
   *
   * @param linkTarget of a symbolic link, as it is stored here; empty for all else
   * @return null if no directory has anything of the same type
   */
  AlternateMatch find(FileEntry entry, TreePath path, byte[] linkTarget) throws IOException {
    AlternateMatch best = null;
    for (int number = 0; number < trees.size(); number++) {
      AlternateMatch match = look(entry, path, linkTarget, number, trees.get(number));
      if (match != null && (best == null || match.level().compareTo(best.level()) > 0)) {
        best = match;
        if (match.isIdentical()) {
          return match;
        }
      }
    }
    return best;
  }

  /** A directory in which a path is another name of some file; null if there is none. */
  AlternateMatch findSameFile(TreePath path, FileAttributes file) throws IOException {
    for (int number = 0; number < trees.size(); number++) {
      FileAttributes there = lookOrMissing(trees.get(number), path);
      if (!there.isMissing() && there.isSameFile(file)) {
        return new AlternateMatch(
            number, trees.get(number), path, there, AlternateMatch.Level.IDENTICAL);
      }
    }
    return null;
  }

  private static FileAttributes lookOrMissing(FileTree tree, TreePath path) throws IOException {
    try {
      return tree.statOrMissing(path);
    } catch (StoreException e) {
      return FileAttributes.MISSING;
    }
  }

  private AlternateMatch look(
      FileEntry entry, TreePath path, byte[] linkTarget, int number, FileTree tree)
      throws IOException {
    FileAttributes there = lookOrMissing(tree, path);
    if (there.isMissing() || !QuickCheck.isSameKind(entry, there)) {
      return null;
    }
    return new AlternateMatch(
        number, tree, path, there, levelOf(entry, path, linkTarget, tree, there));
  }

  private AlternateMatch.Level levelOf(
      FileEntry entry, TreePath path, byte[] linkTarget, FileTree tree, FileAttributes there)
      throws IOException {
    if (!check.isUnchanged(entry, there, tree, path, linkTarget)) {
      return AlternateMatch.Level.SAME_TYPE;
    }
    return itemizer.flags(entry, there, tree.attributes(path), 0) == 0
        ? AlternateMatch.Level.IDENTICAL
        : AlternateMatch.Level.UNCHANGED;
  }
}
