// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

/** Negative file indexes with a meaning of their own. */
public final class IndexCode {
  /** End of a phase or of one file list. */
  public static final int DONE = -1;

  /** No more incremental file lists. */
  public static final int FLIST_EOF = -2;

  /** Deletion statistics follow. */
  public static final int DEL_STATS = -3;

  /** {@code FLIST_OFFSET - d} announces the file list of directory number d. */
  public static final int FLIST_OFFSET = -101;

  private IndexCode() {}
}
