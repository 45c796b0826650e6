// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/** Whether shorter files at the receiver are only added to (rsync(1), --append). */
public enum Append {
  NO,
  /** {@code --append}: what is there already is taken for right. */
  YES,
  /** {@code --append-verify}: what is there already is part of the checksum of the file. */
  VERIFY;

  /** Whether anything is appended at all. */
  public boolean isOn() {
    return this != NO;
  }
}
