// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/**
 * The part of the builder for {@link TransferOptions.Update}: which of the listed files are
 * updated.
 */
abstract class UpdatePart extends SelectionPart {
  private boolean checksum;
  private boolean ignoreTimes;
  private boolean sizeOnly;
  private int modifyWindow;
  private boolean update;
  private boolean existing;
  private boolean ignoreExisting;
  private long maxSize = -1;
  private long minSize = -1;

  final void start(TransferOptions.Update from) {
    checksum = from.checksum();
    ignoreTimes = from.ignoreTimes();
    sizeOnly = from.sizeOnly();
    modifyWindow = from.modifyWindow();
    update = from.update();
    existing = from.existing();
    ignoreExisting = from.ignoreExisting();
    maxSize = from.maxSize();
    minSize = from.minSize();
  }

  final TransferOptions.Update update() {
    return new TransferOptions.Update(
        checksum,
        ignoreTimes,
        sizeOnly,
        modifyWindow,
        update,
        existing,
        ignoreExisting,
        maxSize,
        minSize);
  }

  public TransferOptionsBuilder checksum(boolean value) {
    checksum = value;
    return self();
  }

  public TransferOptionsBuilder ignoreTimes(boolean value) {
    ignoreTimes = value;
    return self();
  }

  public TransferOptionsBuilder sizeOnly(boolean value) {
    sizeOnly = value;
    return self();
  }

  public TransferOptionsBuilder modifyWindow(int value) {
    modifyWindow = value;
    return self();
  }

  public TransferOptionsBuilder update(boolean value) {
    update = value;
    return self();
  }

  public TransferOptionsBuilder existing(boolean value) {
    existing = value;
    return self();
  }

  public TransferOptionsBuilder ignoreExisting(boolean value) {
    ignoreExisting = value;
    return self();
  }

  public TransferOptionsBuilder maxSize(long value) {
    maxSize = value;
    return self();
  }

  public TransferOptionsBuilder minSize(long value) {
    minSize = value;
    return self();
  }
}
