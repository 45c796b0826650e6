// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * One path component of the trie inside a {@link MarkSet}; guarded by the set's lock.
 *
 * <p>Children are found by the hash of their name. A child whose subtree has lost its last mark
 * stays in the table until such children are the greater part of it, so that taking a mark costs
 * the same whatever the number of its neighbours.
 */
final class MarkNode {
  private static final MarkNode[] NO_CHILDREN = {};
  private static final int FIRST_CAPACITY = 4;

  final MarkNode parent;
  final byte[] name;

  /** Tells nodes of the same age apart. */
  final long id;

  /** Marks of the whole subtree, this node's own included; changed by {@link #addBelow}. */
  private int below;

  /** Open addressing, a power of two, at most three quarters full. */
  private MarkNode[] children = NO_CHILDREN;

  private int childCount;
  private int emptyChildren;

  /** Null while this node only leads to marks. */
  private Scope scope;

  private Change change;
  private long firstNanos;
  private long readyNanos;
  private boolean waits;
  private boolean unseen;
  private long unseenEpoch;

  /** Whether the set's queue of due marks has this node, rather than that of waiting ones. */
  private boolean due;

  MarkNode(MarkNode parent, byte[] name, long id) {
    this.parent = parent;
    this.name = name;
    this.id = id;
  }

  boolean isMarked() {
    return scope != null;
  }

  /** Whether this node's mark says all that another one for the same path would say. */
  boolean says(Mark mark) {
    return scope != null && scope.or(mark.scope()) == scope && change.or(mark.change()) == change;
  }

  boolean isTree() {
    return scope == Scope.TREE;
  }

  /**
   * Whether a mark somewhere below says nothing that this node's does not say: contents that sizes
   * and times need not show are only covered where no size and time is trusted.
   */
  boolean swallows(Mark mark) {
    return swallows(mark.change());
  }

  /** The same for the mark of a node below. */
  boolean swallows(MarkNode marked) {
    return swallows(marked.change);
  }

  private boolean swallows(Change below) {
    return scope == Scope.TREE && (change != Change.ATTRIBUTES || below == Change.ATTRIBUTES);
  }

  int below() {
    return below;
  }

  long readyNanos() {
    return readyNanos;
  }

  long firstNanos() {
    return firstNanos;
  }

  boolean isDue() {
    return due;
  }

  void setDue(boolean value) {
    due = value;
  }

  /** Makes a mark that waits ready at a given time. */
  void readyAt(long nanos) {
    readyNanos = nanos;
    waits = false;
  }

  /**
   * Sets or merges this node's mark; returns how many marks this adds (0 or 1). What came into
   * being unseen by the target stays so whatever happens to it later.
   *
   * @param epoch in which the target cannot have seen what this mark calls unseen
   */
  int mark(Mark mark, long epoch, boolean mayWait, long capNanos) {
    if (scope == null) {
      scope = mark.scope();
      change = mark.change();
      firstNanos = mark.firstNanos();
      readyNanos = mark.readyNanos();
      waits = mayWait;
      unseen = mark.unseen();
      unseenEpoch = epoch;
      return 1;
    }
    scope = scope.or(mark.scope());
    change = change.or(mark.change());
    firstNanos = Math.min(firstNanos, mark.firstNanos());
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

  /** The target may have this after all. */
  void setSeen() {
    unseen = false;
  }

  Mark toMark(long epoch) {
    boolean stillUnseen = unseen && unseenEpoch == epoch;
    return new Mark(path(), scope, change, firstNanos, readyNanos, stillUnseen);
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

  // ---------------------------------------------------------------- children

  /** Counts marks that came to this subtree, or went, here and in every directory above. */
  void addBelow(int count) {
    for (MarkNode node = this; node != null && count != 0; node = node.parent) {
      int before = node.below;
      node.below = before + count;
      if (node.parent != null && (before == 0) != (node.below == 0)) {
        node.parent.childEmptied(node.below == 0 ? 1 : -1);
      }
      if (node.below == 0) {
        node.dropChildren();
      }
    }
  }

  private void childEmptied(int count) {
    emptyChildren += count;
    if (emptyChildren > FIRST_CAPACITY && emptyChildren > childCount / 2) {
      resize();
    }
  }

  /** Null if there is none. */
  MarkNode child(byte[] component) {
    return children.length == 0 ? null : children[slot(children, component)];
  }

  MarkNode childOrNew(byte[] component, long newId) {
    MarkNode known = child(component);
    if (known != null) {
      return known;
    }
    if ((childCount + 1) * 4 > children.length * 3) {
      resize();
    }
    MarkNode added = new MarkNode(this, component, newId);
    children[slot(children, component)] = added;
    childCount++;
    emptyChildren++;
    return added;
  }

  /** Leaves out the empty children and makes room for twice as many as are left. */
  private void resize() {
    MarkNode[] old = children;
    int kept = childCount - emptyChildren;
    int capacity = FIRST_CAPACITY;
    while (capacity < (kept + 1) * 2) {
      capacity *= 2;
    }
    children = new MarkNode[capacity];
    for (MarkNode child : old) {
      if (child != null && child.below > 0) {
        children[slot(children, child.name)] = child;
      }
    }
    childCount = kept;
    emptyChildren = 0;
  }

  private static int slot(MarkNode[] table, byte[] component) {
    int mask = table.length - 1;
    int hash = Arrays.hashCode(component);
    int at = (hash ^ hash >>> 15) & mask;
    while (table[at] != null && !Arrays.equals(table[at].name, component)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  void dropChildren() {
    children = NO_CHILDREN;
    childCount = 0;
    emptyChildren = 0;
  }

  /** Visits every marked node of the subtree, this one included. */
  void visitMarked(Consumer<MarkNode> action) {
    if (below == 0) {
      return;
    }
    if (isMarked()) {
      action.accept(this);
    }
    for (MarkNode child : children) {
      if (child != null) {
        child.visitMarked(action);
      }
    }
  }

  /** The child with the most marks in its subtree; null without children. */
  MarkNode largestChild() {
    MarkNode largest = null;
    for (MarkNode child : children) {
      if (child != null && (largest == null || child.below > largest.below)) {
        largest = child;
      }
    }
    return largest;
  }
}
