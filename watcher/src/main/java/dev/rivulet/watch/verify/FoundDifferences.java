// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.verify;

import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.ItemFlags;
import dev.rivulet.watch.Difference.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Hears from a transfer that changes nothing what it would change. Safe for several threads, as
 * transfers have several.
 */
final class FoundDifferences implements TransferListener {
  /** Everything that is a difference; looking at a file changes the time of that. */
  private static final int DIFFERS =
      (ItemFlags.SIGNIFICANT | ItemFlags.LOCAL_CHANGE) & ~ItemFlags.REPORT_ATIME;

  private static final int REPLACES =
      ItemFlags.TRANSFER | ItemFlags.LOCAL_CHANGE | ItemFlags.REPORT_CHANGE;

  private final int most;
  private final Map<TreePath, Kind> found = new LinkedHashMap<>();
  private long left;

  /**
   * @param most differences that are kept
   */
  FoundDifferences(int most) {
    this.most = most;
  }

  @Override
  public synchronized void on(TransferEvent event) {
    if (event instanceof TransferEvent.Item item && (item.flags() & DIFFERS) != 0) {
      add(item.entry().name(), kind(item.flags()));
    } else if (event instanceof TransferEvent.Deleted deleted) {
      add(deleted.name(), Kind.SURPLUS);
    }
  }

  private static Kind kind(int flags) {
    if ((flags & ItemFlags.IS_NEW) != 0) {
      return Kind.MISSING;
    }
    return (flags & REPLACES) != 0 ? Kind.CONTENT : Kind.ATTRIBUTES;
  }

  private void add(byte[] name, Kind kind) {
    TreePath path = TreePath.cleaned(name);
    if (found.size() < most || found.containsKey(path)) {
      found.put(path, kind);
    } else {
      left++;
    }
  }

  /** Adds what is known by comparing otherwise. */
  synchronized void addIfAbsent(TreePath path, Kind kind) {
    found.putIfAbsent(path, kind);
  }

  /** What is kept, in the order it was found. */
  synchronized Map<TreePath, Kind> all() {
    return new LinkedHashMap<>(found);
  }

  /** What is kept of some paths. */
  synchronized Map<TreePath, Kind> of(Set<TreePath> paths) {
    Map<TreePath, Kind> some = all();
    some.keySet().retainAll(paths);
    return some;
  }

  /** How many more there were. */
  synchronized long left() {
    return left;
  }
}
