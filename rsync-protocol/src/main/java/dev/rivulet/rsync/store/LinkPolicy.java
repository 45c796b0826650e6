// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

/** Which symbolic links a path may pass through on its way to its last component. */
public enum LinkPolicy {
  /** None. */
  NEVER,
  /** Those that lead to something below the root; an absolute one never does. */
  INSIDE,
  /** All, with the root of the tree taken as the root of the system, as after chroot(2). */
  AS_ROOT,
  /**
   * Those owned by root or by the effective user, wherever they lead: for paths an operator names,
   * which somebody else must not be able to redirect.
   */
  TRUSTED_OWNER,
  /** All, as the system does. */
  ANYWHERE;

  /** Whether what is reached may lie outside the starting directory. */
  boolean isConfined() {
    return this == NEVER || this == INSIDE || this == AS_ROOT;
  }
}
