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
  /** As {@link #INSIDE}, but only those owned by root or by the user of the thread. */
  TRUSTED_INSIDE,
  /** As {@link #AS_ROOT}, but only those owned by root or by the user of the thread. */
  TRUSTED_AS_ROOT,
  /**
   * Those owned by root or by the user of the thread, wherever they lead: for paths an operator
   * names, which somebody else must not be able to redirect.
   */
  TRUSTED_OWNER,
  /** All, as the system does. */
  ANYWHERE;

  /** Whether what is reached may lie outside the starting directory. */
  public boolean isConfined() {
    return this != TRUSTED_OWNER && this != ANYWHERE;
  }

  /** Whether absolute paths and {@code ..} stop at the starting directory. */
  public boolean startIsRoot() {
    return this == AS_ROOT || this == TRUSTED_AS_ROOT;
  }

  /** Whether it matters who owns a link. */
  public boolean judgesOwners() {
    return this == TRUSTED_OWNER || this == TRUSTED_INSIDE || this == TRUSTED_AS_ROOT;
  }

  /** The same policy for paths that somebody else must not be able to redirect. */
  public LinkPolicy trusted() {
    return switch (this) {
      case INSIDE -> TRUSTED_INSIDE;
      case AS_ROOT -> TRUSTED_AS_ROOT;
      case ANYWHERE -> TRUSTED_OWNER;
      default -> this;
    };
  }
}
