// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.rsync.store.TreePath;
import java.util.Comparator;

/**
 * The note that source and target may differ at a path. It says where to look, never what to do.
 *
 * @param path relative to the base of its source
 * @param scope how far the doubt reaches
 * @param change what kind of difference is expected
 * @param firstNanos when the doubt began ({@link System#nanoTime} scale); the lag is counted from
 *     it
 * @param readyNanos from when on the path may be looked at
 * @param unseen whether the path came into being after the target last agreed, so that the target
 *     cannot have it; if it is gone again at the look, nothing need be sent
 */
public record Mark(
    TreePath path, Scope scope, Change change, long firstNanos, long readyNanos, boolean unseen) {
  /** The oldest doubt first. */
  public static final Comparator<Mark> BY_AGE =
      (a, b) -> Long.signum(a.firstNanos() - b.firstNanos());

  /** Whether the doubt reaches a path. */
  public boolean covers(TreePath other) {
    return switch (scope) {
      case FILE -> other.equals(path);
      case LIST -> other.equals(path) || (!other.isRoot() && other.parent().equals(path));
      case TREE -> other.startsWith(path);
    };
  }

  /** Whether the doubt reaches a path or anything below it. */
  boolean reaches(TreePath top) {
    return path.startsWith(top) || covers(top);
  }

  /** The same doubt about a path below, and everything below that. */
  public Mark at(TreePath below) {
    return new Mark(below, Scope.TREE, Change.CONTENT, firstNanos, readyNanos, false);
  }

  /** The same mark for something that the target may have. */
  Mark seen() {
    return new Mark(path, scope, change, firstNanos, readyNanos, false);
  }

  /** How far a mark reaches; each scope includes those before it. */
  public enum Scope {
    /** The object itself. */
    FILE,
    /** The object and the names in it, one level. */
    LIST,
    /** The object and everything below it. */
    TREE;

    Scope or(Scope other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /** What may have changed; each kind includes those before it. */
  public enum Change {
    /**
     * Attributes of an object. For a whole directory: anything, but no event has told of contents,
     * so that sizes and times will show what differs.
     */
    ATTRIBUTES,

    /** Contents, which sizes and times need not show. */
    CONTENT,

    /** What is under this name, if anything; so the time of the directory, too. */
    NAME;

    Change or(Change other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }
}
