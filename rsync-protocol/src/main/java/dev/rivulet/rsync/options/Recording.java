// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/**
 * A batch file: a transfer recorded, or repeated (rsync(1), --write-batch).
 *
 * @param file as typed, empty without one
 */
public record Recording(Kind kind, byte[] file) {

  /** What is done with the file. */
  public enum Kind {
    NONE,
    /** The transfer is recorded. */
    WRITE,
    /** The transfer is recorded, and the destination left alone. */
    ONLY_WRITE,
    /** The file is the sender. */
    READ
  }

  /** No batch file. */
  public static final Recording NONE = new Recording(Kind.NONE, new byte[0]);

  /** Whether the transfer is recorded. */
  public boolean writes() {
    return kind == Kind.WRITE || kind == Kind.ONLY_WRITE;
  }
}
