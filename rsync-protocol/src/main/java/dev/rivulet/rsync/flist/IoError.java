// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

/** Bits of the I/O error value that both ends collect. */
public final class IoError {
  /** Something could not be read; suppresses deletions; exit code 23. */
  public static final int GENERAL = 1;

  /** Something vanished; exit code 24. */
  public static final int VANISHED = 2;

  /** --max-delete stopped deletions; exit code 25. */
  public static final int DELETE_LIMIT = 4;

  /** The bits a peer may send. */
  public static final int MASK = 7;

  private IoError() {}
}
