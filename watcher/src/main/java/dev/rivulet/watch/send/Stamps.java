// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.origin.SourceSide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What files and directories looked like at a moment, to find out which have changed since without
 * relying on events (hazard 15.4). Immutable.
 */
final class Stamps {
  private final boolean directories;
  private final Map<TreePath, Stamp> stamps = new LinkedHashMap<>();

  /** What changes whenever a file does, or another one takes its place. */
  private record Stamp(
      long inode, long size, long mtime, int mtimeNanos, long ctime, int ctimeNanos) {
    static Stamp of(FileAttributes found) {
      return new Stamp(
          found.inode(),
          found.size(),
          found.mtime(),
          found.mtimeNanos(),
          found.ctime(),
          found.ctimeNanos());
    }
  }

  private Stamps(boolean directories) {
    this.directories = directories;
  }

  private static Stamps look(SourceSide side, boolean directories, Collection<TreePath> paths) {
    Stamps found = new Stamps(directories);
    try (Workspace workspace = side.files().open();
        FileTree base = workspace.open(side.source().base())) {
      for (TreePath path : paths) {
        found.look(base, path);
      }
    } catch (IOException unknown) {
      found.stamps.clear();
    }
    return found;
  }

  private void look(FileTree base, TreePath path) {
    try {
      add(path, base.statOrMissing(path));
    } catch (IOException unknown) {
      // The transfer meets the same trouble, and tells.
    }
  }

  private void add(TreePath path, FileAttributes found) {
    if (!found.isMissing() && found.isDirectory() == directories) {
      stamps.put(path, Stamp.of(found));
    }
  }

  /** What was seen of everything but directories. */
  static Stamps ofFiles(Map<TreePath, FileAttributes> looks) {
    Stamps seen = new Stamps(false);
    looks.forEach(seen::add);
    return seen;
  }

  /** Looks at the directories of the source above a path. */
  static Stamps ofDirectoriesAbove(SourceSide side, TreePath path) {
    List<TreePath> above = new ArrayList<>();
    TreePath top = side.source().directory();
    for (TreePath at = path; !at.isRoot() && !at.equals(top); at = at.parent()) {
      above.add(at.parent());
    }
    return look(side, true, above);
  }

  /** Those that are still there and look different now. */
  List<TreePath> changed(SourceSide side) {
    Map<TreePath, Stamp> now = look(side, directories, stamps.keySet()).stamps;
    return now.keySet().stream().filter(at -> !now.get(at).equals(stamps.get(at))).toList();
  }
}
