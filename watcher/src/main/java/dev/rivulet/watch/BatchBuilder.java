// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mark.Change;
import dev.rivulet.watch.Mark.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at marked paths and sorts them into a {@link Batch}. The file system as it is now decides;
 * what the event said does not matter any more.
 *
 * <p>A path counts as missing only if the look says so in so many words (ENOENT, or a parent that
 * is not a directory); a refusal or an I/O error defers it. Owned by one worker.
 */
final class BatchBuilder {
  private final FileTree base;
  private final Set<TreePath> contents = new LinkedHashSet<>();
  private final Set<TreePath> attributes = new LinkedHashSet<>();
  private final Set<TreePath> missing = new LinkedHashSet<>();
  private final Set<TreePath> lists = new LinkedHashSet<>();
  private final Set<TreePath> trees = new LinkedHashSet<>();
  private final List<Mark> answered = new ArrayList<>();
  private final List<Mark> deferred = new ArrayList<>();

  private BatchBuilder(FileTree base) {
    this.base = base;
  }

  /** Looks at every mark. */
  static Batch build(FileTree base, List<Mark> marks) {
    BatchBuilder builder = new BatchBuilder(base);
    for (Mark mark : marks) {
      builder.look(mark);
    }
    return builder.toBatch();
  }

  private void look(Mark mark) {
    try {
      FileAttributes found = lookAt(mark.path());
      if (found.isMissing()) {
        lookedMissing(mark);
      } else if (found.isDirectory() && reachesIn(mark)) {
        (mark.scope() == Scope.TREE ? trees : lists).add(mark.path());
      } else if (mark.change() == Change.CONTENT || !found.isRegular()) {
        contents.add(mark.path());
      } else {
        attributes.add(mark.path());
      }
      answered.add(mark);
    } catch (IOException cannotSay) {
      deferred.add(mark);
    }
  }

  /** The base itself cannot be named without its contents. */
  private static boolean reachesIn(Mark mark) {
    return mark.scope() != Scope.FILE || mark.path().isRoot();
  }

  private FileAttributes lookAt(TreePath path) throws IOException {
    try {
      return base.statOrMissing(path);
    } catch (StoreException e) {
      if (e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
        return FileAttributes.MISSING;
      }
      throw e;
    }
  }

  private void lookedMissing(Mark mark) throws IOException {
    if (mark.unseen()) {
      return;
    }
    TreePath topmost = mark.path();
    while (!topmost.parent().isRoot() && isNotADirectory(topmost.parent())) {
      topmost = topmost.parent();
    }
    if (lookAt(topmost).isMissing()) {
      missing.add(topmost);
    } else {
      contents.add(topmost);
    }
  }

  private boolean isNotADirectory(TreePath path) throws IOException {
    return !lookAt(path).isDirectory();
  }

  private Batch toBatch() {
    attributes.removeAll(contents);
    removeBelow(contents, trees);
    removeBelow(attributes, trees);
    removeBelow(lists, trees);
    return new Batch(
        List.copyOf(contents),
        List.copyOf(attributes),
        List.copyOf(missing),
        List.copyOf(lists),
        List.copyOf(trees),
        List.copyOf(answered),
        List.copyOf(deferred));
  }

  private static void removeBelow(Collection<TreePath> paths, Set<TreePath> trees) {
    if (!trees.isEmpty()) {
      paths.removeIf(path -> isBelow(path, trees));
    }
  }

  private static boolean isBelow(TreePath path, Set<TreePath> trees) {
    for (TreePath at = path; !at.isRoot(); at = at.parent()) {
      if (trees.contains(at)) {
        return true;
      }
    }
    return trees.contains(TreePath.ROOT);
  }
}
