// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.options.TransferOptions;

/** Which symbolic links of a source are sent with what they lead to. */
public enum LinkFollowing {
  /** None: they are sent as links. */
  NONE,
  /** Those that lead to directories (--copy-dirlinks). */
  DIRECTORIES,
  /** All (--copy-links), or those that lead out of the source (--copy-unsafe-links). */
  ALL;

  /** What the options of a transfer ask for. */
  public static LinkFollowing of(TransferOptions options) {
    if (options.selection().copyLinks() || options.selection().copyUnsafeLinks()) {
      return ALL;
    }
    return options.selection().copyDirLinks() ? DIRECTORIES : NONE;
  }
}
