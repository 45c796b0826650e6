// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/** The part of the builder for {@link TransferOptions.Delivery}: how data reaches its place. */
abstract class DeliveryPart extends DeletionPart {
  private static final byte[] NONE = {};

  private boolean wholeFile;
  private boolean noWholeFile;
  private boolean inplace;
  private Append append = Append.NO;
  private boolean partial;
  private byte[] partialDirectory = NONE;
  private boolean delayUpdates;
  private byte[] temporaryDirectory = NONE;
  private int blockLength;
  private boolean sparse;
  private boolean preallocate;
  private boolean fsync;
  private int fuzzy;
  private boolean writeDevices;
  private boolean copyDevices;
  private boolean dryRun;
  private boolean listOnly;
  private boolean makePath;

  final void start(TransferOptions.Delivery from) {
    wholeFile = from.wholeFile();
    noWholeFile = from.noWholeFile();
    inplace = from.inplace();
    append = from.append();
    partial = from.partial();
    partialDirectory = from.partialDirectory();
    delayUpdates = from.delayUpdates();
    temporaryDirectory = from.temporaryDirectory();
    blockLength = from.blockLength();
    sparse = from.sparse();
    preallocate = from.preallocate();
    fsync = from.fsync();
    fuzzy = from.fuzzy();
    writeDevices = from.writeDevices();
    copyDevices = from.copyDevices();
    dryRun = from.dryRun();
    listOnly = from.listOnly();
    makePath = from.makePath();
  }

  final TransferOptions.Delivery delivery() {
    return new TransferOptions.Delivery(
        wholeFile,
        noWholeFile,
        inplace,
        append,
        partial,
        partialDirectory,
        delayUpdates,
        temporaryDirectory,
        blockLength,
        sparse,
        preallocate,
        fsync,
        fuzzy,
        writeDevices,
        copyDevices,
        dryRun,
        listOnly,
        makePath);
  }

  public TransferOptionsBuilder wholeFile(boolean value) {
    wholeFile = value;
    return self();
  }

  public TransferOptionsBuilder noWholeFile(boolean value) {
    noWholeFile = value;
    return self();
  }

  public TransferOptionsBuilder inplace(boolean value) {
    inplace = value;
    return self();
  }

  public TransferOptionsBuilder append(Append value) {
    append = value;
    return self();
  }

  public TransferOptionsBuilder partial(boolean value) {
    partial = value;
    return self();
  }

  public TransferOptionsBuilder partialDirectory(byte[] value) {
    partialDirectory = value;
    return self();
  }

  public TransferOptionsBuilder delayUpdates(boolean value) {
    delayUpdates = value;
    return self();
  }

  public TransferOptionsBuilder temporaryDirectory(byte[] value) {
    temporaryDirectory = value;
    return self();
  }

  public TransferOptionsBuilder blockLength(int value) {
    blockLength = value;
    return self();
  }

  public TransferOptionsBuilder sparse(boolean value) {
    sparse = value;
    return self();
  }

  public TransferOptionsBuilder preallocate(boolean value) {
    preallocate = value;
    return self();
  }

  public TransferOptionsBuilder fsync(boolean value) {
    fsync = value;
    return self();
  }

  public TransferOptionsBuilder fuzzy(int value) {
    fuzzy = value;
    return self();
  }

  public TransferOptionsBuilder writeDevices(boolean value) {
    writeDevices = value;
    return self();
  }

  public TransferOptionsBuilder copyDevices(boolean value) {
    copyDevices = value;
    return self();
  }

  public TransferOptionsBuilder dryRun(boolean value) {
    dryRun = value;
    return self();
  }

  public TransferOptionsBuilder listOnly(boolean value) {
    listOnly = value;
    return self();
  }

  public TransferOptionsBuilder makePath(boolean value) {
    makePath = value;
    return self();
  }
}
