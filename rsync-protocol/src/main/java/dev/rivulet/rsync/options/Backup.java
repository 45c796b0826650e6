// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import java.util.Arrays;

/**
 * What becomes of a file that is replaced or deleted (rsync(1), --backup).
 *
 * @param on whether it is kept
 * @param suffix what its name gets at the end; {@code ~} unless given, nothing with a directory
 * @param directory where it is kept, empty for the directory it is in
 */
public record Backup(boolean on, byte[] suffix, byte[] directory) {
  private static final byte[] USUAL_SUFFIX = {'~'};
  private static final byte[] NOTHING = {};

  /** Nothing is kept. */
  public static final Backup OFF = new Backup(false, USUAL_SUFFIX, NOTHING);

  /** {@code --backup} beside the file, under its name and the usual suffix. */
  public static Backup beside() {
    return new Backup(true, USUAL_SUFFIX, NOTHING);
  }

  /** {@code --backup-dir}. */
  public static Backup into(byte[] directory) {
    return new Backup(true, NOTHING, directory.clone());
  }

  /** Whether backups have a directory of their own. */
  public boolean hasDirectory() {
    return directory.length > 0;
  }

  /** The suffix without {@code --suffix}. */
  static byte[] usualSuffix(boolean withDirectory) {
    return withDirectory ? NOTHING : USUAL_SUFFIX;
  }

  /** Whether the suffix is the one there would be without {@code --suffix}. */
  boolean hasUsualSuffix() {
    return Arrays.equals(suffix, usualSuffix(hasDirectory()));
  }
}
