// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A node of {@link DirectoryTree}: one directory with a watch. Its path is computed when it is
 * needed, because a rename of any parent changes it. Guarded by the tree.
 */
final class WatchedDirectory {
  private static final WatchedDirectory[] NONE = {};

  private WatchedDirectory parent;
  private byte[] name;
  private final int descriptor;
  private boolean detached;
  private WatchedDirectory[] children = NONE;
  private int childCount;

  WatchedDirectory(byte[] name, int descriptor) {
    this.name = name;
    this.descriptor = descriptor;
  }

  int descriptor() {
    return descriptor;
  }

  boolean isRoot() {
    return parent == null && !detached;
  }

  /** Whether the chain of parents leads to the root. */
  boolean isAttached() {
    for (WatchedDirectory node = this; node != null; node = node.parent) {
      if (node.detached) {
        return false;
      }
    }
    return true;
  }

  TreePath path() {
    return parent == null ? TreePath.ROOT : parent.path().child(name);
  }

  WatchedDirectory child(byte[] childName) {
    int at = indexOf(childName);
    return at >= 0 ? children[at] : null;
  }

  /**
   * Puts the node in its place, from where it takes out whichever was there; wherever else it was,
   * it is not any more. Where the new parent is still known as a descendant of this node, it has
   * left already and the event that tells is on its way: what leads there is taken out, or the
   * chain of parents would never end. For the same reason a node that is to be its own parent stays
   * out of the tree until that event is read.
   */
  void attach(WatchedDirectory newParent, byte[] newName) {
    detach();
    if (newParent == this) {
      return;
    }
    for (WatchedDirectory node = newParent; node != null; node = node.parent) {
      if (node.parent == this) {
        node.detach();
        break;
      }
    }
    WatchedDirectory before = newParent.child(newName);
    if (before != null) {
      before.detach();
    }
    parent = newParent;
    name = newName;
    detached = false;
    newParent.insert(this);
  }

  /** Takes the node out of its parent; it keeps its own children. */
  void detach() {
    if (parent != null) {
      parent.remove(this);
      parent = null;
    }
    detached = true;
  }

  void forEachChild(Consumer<WatchedDirectory> action) {
    for (WatchedDirectory child : Arrays.copyOf(children, childCount)) {
      action.accept(child);
    }
  }

  private void insert(WatchedDirectory child) {
    int insert = -(indexOf(child.name) + 1);
    if (childCount == children.length) {
      children = Arrays.copyOf(children, childCount + (childCount >> 1) + 1);
    }
    System.arraycopy(children, insert, children, insert + 1, childCount - insert);
    children[insert] = child;
    childCount++;
  }

  private void remove(WatchedDirectory child) {
    int at = indexOf(child.name);
    if (at >= 0 && children[at] == child) {
      childCount--;
      System.arraycopy(children, at + 1, children, at, childCount - at);
      children[childCount] = null;
    }
  }

  private int indexOf(byte[] childName) {
    int low = 0;
    int high = childCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(children[middle].name, childName);
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
