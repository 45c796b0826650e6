// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.FileAttributes;
import java.util.HashMap;
import java.util.Map;

/** The files with several links a sender has listed, over the whole connection. */
final class HardLinkNumbers {

  private record Inode(long device, long number) {}

  private final Map<Inode, Integer> firstIndexes = new HashMap<>();

  /** The arrival index of the first entry of a file, {@code index} if this is it. */
  int group(FileAttributes attributes, int index) {
    Inode inode = new Inode(attributes.device(), attributes.inode());
    Integer known = firstIndexes.putIfAbsent(inode, index);
    return known == null ? index : known;
  }
}
