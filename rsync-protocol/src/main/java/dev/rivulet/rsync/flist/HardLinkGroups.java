// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ProtocolException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The hard-link groups a receiving side has been told of, over the whole connection. */
final class HardLinkGroups {

  /** An inode; below protocol 30 the peer sends these instead of group numbers. */
  private record Inode(long device, long number) {}

  private final Map<Inode, Integer> byInode = new HashMap<>();

  /** Group numbers introduced so far, ascending. */
  private int[] introduced = {};

  private int count;

  void introduce(int group) {
    if (count == introduced.length) {
      introduced = Arrays.copyOf(introduced, Capacity.grown(count));
    }
    introduced[count++] = group;
  }

  /** Refuses a group that no earlier list has introduced. */
  void checkEarlier(int group, int firstIndex) throws ProtocolException {
    if (Arrays.binarySearch(introduced, 0, count, group) < 0) {
      throw new ProtocolException(
          "hard-link gnum " + group + " precedes flist start " + firstIndex);
    }
  }

  /** The group of an inode: the arrival index of its first file. */
  int ofInode(long device, long inode, int arrivalIndex) {
    Integer known = byInode.putIfAbsent(new Inode(device, inode), arrivalIndex);
    return known == null ? arrivalIndex : known;
  }

  /** After a complete list: files that turned out to be alone in their group leave it. */
  static void dissolveSingles(SparseLongs groups) {
    long[] sorted = new long[groups.size()];
    Arrays.setAll(sorted, groups::value);
    Arrays.sort(sorted);
    for (int slot = 0; slot < groups.size(); slot++) {
      int at = Arrays.binarySearch(sorted, groups.value(slot));
      boolean alone =
          (at == 0 || sorted[at - 1] != sorted[at])
              && (at + 1 == sorted.length || sorted[at + 1] != sorted[at]);
      if (alone) {
        groups.setValue(slot, -1);
      }
    }
  }
}
