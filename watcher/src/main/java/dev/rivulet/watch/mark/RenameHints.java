// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The renames that wait for one target, each beside the mark of its new name: it goes when that
 * mark is confirmed. A path that two renames touch has no hint (hazard 8).
 *
 * <p>Safe for several threads: event sources add, the target's worker takes.
 */
public final class RenameHints {
  /** Renames that are remembered; of more at once, the later ones are sent. */
  static final int MOST = 500;

  private final ReentrantLock lock = new ReentrantLock();

  /** By the new name. */
  private final Map<TreePath, RenameHint> hints = new LinkedHashMap<>();

  private volatile boolean any;

  /**
   * Adds a rename.
   *
   * @param certain whether nothing is marked at either name
   */
  void add(TreePath from, TreePath to, boolean directory, boolean certain) {
    lock.lock();
    try {
      if (!forgetNow(from, to) && hints.size() < MOST) {
        hints.put(to, new RenameHint(from, to, directory, certain));
      }
      any = !hints.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is to be made of a rename, nor of another one of either name. */
  void forget(TreePath from, TreePath to) {
    lock.lock();
    try {
      forgetNow(from, to);
      any = !hints.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private boolean forgetNow(TreePath from, TreePath to) {
    return hints.values().removeIf(hint -> touches(hint, from) || touches(hint, to));
  }

  private static boolean touches(RenameHint hint, TreePath path) {
    return hint.from().equals(path) || hint.to().equals(path);
  }

  /** Whether something was renamed to a path. */
  public boolean leadTo(TreePath to) {
    lock.lock();
    try {
      return hints.containsKey(to);
    } finally {
      lock.unlock();
    }
  }

  /** Tells of an event; what it is about may differ from what the target has by the old name. */
  void touched(TreePath path, Scope scope) {
    if (any) {
      lock.lock();
      try {
        hints.replaceAll((to, hint) -> concerns(path, scope, hint) ? hint.doubted() : hint);
      } finally {
        lock.unlock();
      }
    }
  }

  private static boolean concerns(TreePath path, Scope scope, RenameHint hint) {
    return path.startsWith(hint.to())
        || path.startsWith(hint.from())
        || (scope == Scope.TREE && hint.to().startsWith(path));
  }

  /** Nobody knows any more what the target has by the old names. */
  public void distrust() {
    lock.lock();
    try {
      hints.replaceAll((to, hint) -> hint.doubted());
    } finally {
      lock.unlock();
    }
  }

  /**
   * The renames whose new names were taken. What is compared with a whole directory above it is no
   * rename any more.
   */
  public List<RenameHint> take(List<Mark> marks) {
    if (!any) {
      return List.of();
    }
    lock.lock();
    try {
      List<RenameHint> taken = new ArrayList<>();
      Set<TreePath> names = new HashSet<>();
      for (Mark mark : marks) {
        RenameHint hint = hints.get(mark.path());
        if (hint != null && names.add(hint.to())) {
          taken.add(hint);
        }
      }
      for (Mark mark : marks) {
        if (mark.scope() != Scope.FILE) {
          hints.keySet().removeIf(to -> mark.covers(to) && !names.contains(to));
        }
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells that a batch is over.
   *
   * @param taken what was taken for it
   * @param carriedOut false if its marks are back as they were, and the hints are to stay with them
   */
  public void settled(List<RenameHint> taken, boolean carriedOut) {
    if (carriedOut && !taken.isEmpty()) {
      lock.lock();
      try {
        taken.forEach(hint -> hints.remove(hint.to()));
        any = !hints.isEmpty();
      } finally {
        lock.unlock();
      }
    }
  }
}
