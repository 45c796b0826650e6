// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;

/** The options about which files are updated, and what is deleted. */
final class UpdateWords implements OptionGroup {
  private final TransferOptionsBuilder builder;
  private boolean checksum;
  private boolean delete;
  private DeleteMode deleteWhen = DeleteMode.NONE;
  private boolean deleteExcluded;

  UpdateWords(TransferOptionsBuilder builder) {
    this.builder = builder;
  }

  @Override
  public boolean flag(Option option, boolean on, String asTyped) throws RsyncException {
    switch (option) {
      case CHECKSUM -> builder.checksum(checksum = on);
      case UPDATE -> builder.update(true);
      case EXISTING -> builder.existing(true);
      case IGNORE_EXISTING -> builder.ignoreExisting(true);
      case IGNORE_TIMES -> builder.ignoreTimes(true);
      case SIZE_ONLY -> builder.sizeOnly(true);
      case DELETE -> delete = true;
      case DELETE_BEFORE -> deleteWhen(DeleteMode.BEFORE);
      case DELETE_DURING -> deleteWhen(DeleteMode.DURING);
      case DELETE_DELAY -> deleteWhen(DeleteMode.DELAY);
      case DELETE_AFTER -> deleteWhen(DeleteMode.AFTER);
      case DELETE_EXCLUDED -> deleteExcluded = true;
      case IGNORE_ERRORS -> builder.ignoreErrors(on);
      case FORCE -> builder.force(on);
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean text(Option option, byte[] value, String asTyped) throws RsyncException {
    switch (option) {
      case MAX_SIZE -> builder.maxSize(SizeText.parse("--max-size", value, 'b'));
      case MIN_SIZE -> builder.minSize(SizeText.parse("--min-size", value, 'b'));
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean number(Option option, int value, String asTyped) {
    switch (option) {
      case MAX_DELETE -> builder.maxDelete(Math.max(value, 0));
      case MODIFY_WINDOW -> builder.modifyWindow(value);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whether files are compared by checksum. */
  boolean checksum() {
    return checksum;
  }

  /** Whether anything is deleted, and what is excluded is not. */
  boolean deletesOnlyIncluded() {
    return (delete || deleteWhen != DeleteMode.NONE) && !deleteExcluded;
  }

  /**
   * Decides when there are deletions.
   *
   * @param takesDirectories see {@link SourceWords#takesDirectories}
   */
  void settle(boolean takesDirectories) throws RsyncException {
    DeleteMode mode = deleteWhen;
    if (mode == DeleteMode.NONE && (delete || deleteExcluded)) {
      mode = DeleteMode.DEFAULT;
    }
    if (mode != DeleteMode.NONE && !takesDirectories) {
      throw Usage.error("--delete does not work without --recursive (-r) or --dirs (-d).");
    }
    builder.deleteMode(mode).deleteExcluded(deleteExcluded);
  }

  private void deleteWhen(DeleteMode mode) throws RsyncException {
    if (deleteWhen != DeleteMode.NONE && deleteWhen != mode) {
      throw Usage.error("You may not combine multiple --delete-WHEN options.");
    }
    deleteWhen = mode;
  }
}
