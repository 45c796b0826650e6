// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.options.TransferOptions.DeleteMode;

/**
 * The part of the builder for {@link TransferOptions.Deletion}: what is deleted at the destination.
 */
abstract class DeletionPart extends UpdatePart {
  private DeleteMode deleteMode = DeleteMode.NONE;
  private boolean deleteExcluded;
  private boolean force;
  private boolean ignoreErrors;
  private long maxDelete = -1;

  final void start(TransferOptions.Deletion from) {
    deleteMode = from.mode();
    deleteExcluded = from.excluded();
    force = from.force();
    ignoreErrors = from.ignoreErrors();
    maxDelete = from.maxDelete();
  }

  final TransferOptions.Deletion deletion() {
    return new TransferOptions.Deletion(deleteMode, deleteExcluded, force, ignoreErrors, maxDelete);
  }

  public TransferOptionsBuilder deleteMode(DeleteMode value) {
    deleteMode = value;
    return self();
  }

  public TransferOptionsBuilder deleteExcluded(boolean value) {
    deleteExcluded = value;
    return self();
  }

  public TransferOptionsBuilder force(boolean value) {
    force = value;
    return self();
  }

  public TransferOptionsBuilder ignoreErrors(boolean value) {
    ignoreErrors = value;
    return self();
  }

  public TransferOptionsBuilder maxDelete(long value) {
    maxDelete = value;
    return self();
  }
}
