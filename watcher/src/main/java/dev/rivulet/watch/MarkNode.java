// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mark.Change;
import dev.rivulet.watch.Mark.Scope;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * One path component of the trie inside a {@link MarkSet}; guarded by the set's lock.
 *
 * <p>{@code below} counts the marks of the whole subtree, this node's own included.
 */
final class MarkNode {
  private static final MarkNode[] NO_CHILDREN = {};

  final MarkNode parent;
  final byte[] name;
  int below;
  private MarkNode[] children = NO_CHILDREN;
  private int childCount;

  /** Null while this node only leads to marks. */
  private Scope scope;

  private Change change;
  private long firstNanos;
  private long readyNanos;
  private boolean waits;
  private boolean unseen;

  MarkNode(MarkNode parent, byte[] name) {
    this.parent = parent;
    this.name = name;
  }

  boolean isMarked() {
    return scope != null;
  }

  boolean swallows() {
    return scope == Scope.TREE;
  }

  long readyNanos() {
    return readyNanos;
  }

  long firstNanos() {
    return firstNanos;
  }

  /** Sets or merges this node's mark; returns how many marks this adds (0 or 1). */
  int mark(Mark mark, boolean mayWait, long capNanos) {
    if (scope == null) {
      scope = mark.scope();
      change = mark.change();
      firstNanos = mark.firstNanos();
      readyNanos = mark.readyNanos();
      waits = mayWait;
      unseen = mark.unseen();
      return 1;
    }
    scope = scope.or(mark.scope());
    change = change.or(mark.change());
    firstNanos = Math.min(firstNanos, mark.firstNanos());
    unseen &= mark.unseen();
    if (!mayWait || !waits) {
      readyNanos = waits ? mark.readyNanos() : Math.min(readyNanos, mark.readyNanos());
      waits = false;
    } else {
      readyNanos = Math.min(mark.readyNanos(), firstNanos + capNanos);
    }
    return 0;
  }

  /** What a new mark below a swallowing one changes: nothing but the age of the doubt. */
  void absorb(Mark mark) {
    change = change.or(mark.change());
    firstNanos = Math.min(firstNanos, mark.firstNanos());
  }

  void hurry(long nowNanos) {
    readyNanos = Math.min(readyNanos, nowNanos);
  }

  Mark toMark() {
    return new Mark(path(), scope, change, firstNanos, readyNanos, unseen);
  }

  TreePath path() {
    Deque<byte[]> names = new ArrayDeque<>();
    for (MarkNode node = this; node.parent != null; node = node.parent) {
      names.push(node.name);
    }
    TreePath path = TreePath.ROOT;
    for (byte[] component : names) {
      path = path.child(component);
    }
    return path;
  }

  void clearMark() {
    scope = null;
  }

  MarkNode child(byte[] component) {
    int at = indexOf(component);
    return at >= 0 ? children[at] : null;
  }

  MarkNode childOrNew(byte[] component) {
    int at = indexOf(component);
    if (at >= 0) {
      return children[at];
    }
    int insert = -(at + 1);
    if (childCount == children.length) {
      children = Arrays.copyOf(children, Math.max(4, childCount * 2));
    }
    System.arraycopy(children, insert, children, insert + 1, childCount - insert);
    MarkNode added = new MarkNode(this, component);
    children[insert] = added;
    childCount++;
    return added;
  }

  void dropChildren() {
    children = NO_CHILDREN;
    childCount = 0;
  }

  /** Removes children whose subtree holds no mark any more. */
  void prune() {
    int kept = 0;
    for (int i = 0; i < childCount; i++) {
      if (children[i].below > 0) {
        children[kept++] = children[i];
      }
    }
    Arrays.fill(children, kept, childCount, null);
    childCount = kept;
  }

  void forEachChild(Consumer<MarkNode> action) {
    for (int i = 0; i < childCount; i++) {
      action.accept(children[i]);
    }
  }

  /** The child with the most marks in its subtree; null without children. */
  MarkNode largestChild() {
    MarkNode largest = null;
    for (int i = 0; i < childCount; i++) {
      if (largest == null || children[i].below > largest.below) {
        largest = children[i];
      }
    }
    return largest;
  }

  private int indexOf(byte[] component) {
    int low = 0;
    int high = childCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(children[middle].name, component);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -(low + 1);
  }
}
