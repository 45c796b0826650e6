// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ProtocolException;
import java.util.Arrays;

/**
 * The live segments of one transfer: from index to entry, oldest dropped first.
 *
 * <p>Safe for the two threads of a receiving side: one adds, the other drops.
 */
public final class FileLists {
  private static final int FIRST_CAPACITY = 16;

  private final boolean incremental;
  private final DirectoryColumns directories = new DirectoryColumns();

  /** Live segments at [oldest, end), ascending by first index. */
  private FileList[] segments = new FileList[FIRST_CAPACITY];

  private int oldest;
  private int end;
  private int total;
  private int dropped;

  public FileLists(boolean incremental) {
    this.incremental = incremental;
  }

  /** Adds the next segment. */
  public synchronized void add(FileList list) {
    if (end == segments.length) {
      makeRoom();
    }
    segments[end++] = list;
    total += list.size();
    if (incremental) {
      directories.addAll(list);
    }
  }

  private void makeRoom() {
    int live = end - oldest;
    FileList[] target =
        live > segments.length / 2 ? new FileList[Capacity.grown(segments.length)] : segments;
    System.arraycopy(segments, oldest, target, 0, live);
    if (target == segments) {
      Arrays.fill(segments, live, end, null);
    }
    segments = target;
    oldest = 0;
    end = live;
  }

  /** The number of entries known so far, in all segments ever added. */
  public synchronized int total() {
    return total;
  }

  /** The number of directories known so far; 0 without incremental recursion. */
  public synchronized int directories() {
    return directories.size();
  }

  /**
   * The entry of an index; an index one below a segment's first is the segment's directory.
   *
   * @throws ProtocolException if no live segment has it
   */
  public synchronized FileEntry entry(int index) throws ProtocolException {
    FileList list = listOf(index);
    if (index >= list.firstIndex()) {
      return list.indexed(index);
    }
    if (list.directoryNumber() >= 0) {
      return directories.entry(list.directoryNumber(), index);
    }
    return rootOf(list, index);
  }

  /** Index 0 is the root of the transfer when the first list begins with it, else nothing. */
  private FileEntry rootOf(FileList list, int index) throws ProtocolException {
    if (list.size() > 0) {
      FileEntry first = list.entry(0);
      byte[] name = first.name();
      if (first.isDirectory() && name.length == 1 && name[0] == '.') {
        return first.withIndex(index);
      }
    }
    throw notLive(index);
  }

  /**
   * How many entries of all segments come before the one of an index.
   *
   * @throws ProtocolException if no live segment has it
   */
  public synchronized int position(int index) throws ProtocolException {
    return incremental ? index - 1 - (dropped + slotOf(index) - oldest) : index;
  }

  /** The segment that an index (or the index of its directory) belongs to. */
  public synchronized FileList listOf(int index) throws ProtocolException {
    return segments[slotOf(index)];
  }

  private int slotOf(int index) throws ProtocolException {
    int low = oldest;
    int high = end;
    int gap = incremental ? 1 : 0;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (segments[middle].firstIndex() - gap <= index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == oldest) {
      throw notLive(index);
    }
    FileList list = segments[low - 1];
    if (index - list.firstIndex() >= list.size()) {
      throw notLive(index);
    }
    return low - 1;
  }

  private ProtocolException notLive(int index) {
    int first = live() == 0 ? 0 : segments[oldest].firstIndex() - (incremental ? 1 : 0);
    int last = live() == 0 ? -1 : segments[end - 1].firstIndex() + segments[end - 1].size() - 1;
    return new ProtocolException(
        "File-list index " + index + " not in " + first + " - " + last + " (read_ndx_and_attrs)");
  }

  /** The directory entry with this number. Directories stay known to the end. */
  public synchronized FileEntry directory(int number) throws ProtocolException {
    return directories.entry(number, -1);
  }

  /** The oldest live segment. */
  public synchronized FileList oldest() {
    if (oldest == end) {
      throw new IllegalStateException("no live segment");
    }
    return segments[oldest];
  }

  /** Forgets the oldest segment. */
  public synchronized void dropOldest() {
    if (oldest == end) {
      throw new IllegalStateException("no live segment");
    }
    segments[oldest++] = null;
    dropped++;
  }

  /** Live segments. */
  public synchronized int live() {
    return end - oldest;
  }
}
