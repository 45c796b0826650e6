// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import java.util.List;

/**
 * Whom a transfer acts as.
 *
 * @param uid the user that owns what is created
 * @param gid the group that owns what is created
 * @param groups the supplementary groups
 */
public record Identity(int uid, int gid, List<Integer> groups) {

  public Identity {
    groups = List.copyOf(groups);
  }

  /** The supplementary groups as system calls take them. */
  public int[] groupArray() {
    return groups.stream().mapToInt(Integer::intValue).toArray();
  }
}
