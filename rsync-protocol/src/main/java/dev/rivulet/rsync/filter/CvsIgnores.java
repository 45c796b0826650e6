// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

/**
 * The words that a user adds to what the rule {@code -C} leaves out (rsync(1), --cvs-exclude).
 *
 * @param home the contents of {@code ~/.cvsignore}
 * @param variable the value of {@code $CVSIGNORE}
 */
public record CvsIgnores(byte[] home, byte[] variable) {
  /** No words. */
  public static final CvsIgnores NONE = new CvsIgnores(new byte[0], new byte[0]);
}
