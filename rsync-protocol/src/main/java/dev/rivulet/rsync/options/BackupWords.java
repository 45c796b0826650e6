// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;

/** The options about backups. */
final class BackupWords implements OptionGroup {
  private boolean wanted;
  private byte[] directory;
  private byte[] suffix;

  @Override
  public boolean flag(Option option, boolean on, String asTyped) {
    if (option == Option.BACKUP) {
      wanted = on;
      return true;
    }
    return false;
  }

  @Override
  public boolean text(Option option, byte[] value, String asTyped) {
    switch (option) {
      case BACKUP_DIR -> directory = value.clone();
      case SUFFIX -> suffix = value.clone();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What the options together say. */
  Backup settle() throws RsyncException {
    boolean inDirectory = directory != null;
    byte[] ending = suffix == null ? Backup.usualSuffix(inDirectory) : suffix;
    if (Bytes.has(ending, '/')) {
      throw Usage.error("--suffix cannot contain slashes: " + Usage.text(ending));
    }
    byte[] place = inDirectory ? directory : new byte[0];
    boolean elsewhere = !isHere(place);
    if (ending.length == 0 && !elsewhere) {
      throw Usage.error(
          inDirectory
              ? "--suffix cannot be empty when --backup-dir is the same as the dest dir"
              : "--suffix cannot be empty without a --backup-dir");
    }
    return new Backup(wanted || inDirectory, ending, elsewhere ? place : new byte[0]);
  }

  /** Whether a path is the destination itself: nothing, {@code .} or {@code ./}. */
  private static boolean isHere(byte[] path) {
    byte[] trimmed = Bytes.withoutTrailingSlashes(path);
    return trimmed.length == 0 || trimmed.length == 1 && trimmed[0] == '.';
  }
}
