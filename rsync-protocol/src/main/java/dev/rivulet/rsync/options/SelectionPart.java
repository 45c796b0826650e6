// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/** The part of the builder for {@link TransferOptions.Selection}: what is taken from the source. */
abstract class SelectionPart extends PreservePart {
  private boolean recursive;
  private boolean dirs;
  private boolean dirsRequested;
  private boolean relative;
  private boolean impliedDirs = true;
  private int oneFileSystem;
  private boolean copyLinks;
  private boolean copyDirLinks;
  private boolean copyUnsafeLinks;
  private boolean safeLinks;
  private boolean mungeLinks;
  private boolean keepDirLinks;
  private boolean pruneEmptyDirs;
  private boolean cvsExclude;
  private boolean ignoreMissingArgs;
  private boolean deleteMissingArgs;
  private boolean removeSourceFiles;
  private boolean removeSentFiles;
  private boolean openNoAccessTime;
  private boolean incrementalRecursionAllowed = true;
  private boolean qsort;

  final void start(TransferOptions.Selection from) {
    recursive = from.recursive();
    dirs = from.dirs();
    dirsRequested = from.dirsRequested();
    relative = from.relative();
    impliedDirs = from.impliedDirs();
    oneFileSystem = from.oneFileSystem();
    copyLinks = from.copyLinks();
    copyDirLinks = from.copyDirLinks();
    copyUnsafeLinks = from.copyUnsafeLinks();
    safeLinks = from.safeLinks();
    mungeLinks = from.mungeLinks();
    keepDirLinks = from.keepDirLinks();
    pruneEmptyDirs = from.pruneEmptyDirs();
    cvsExclude = from.cvsExclude();
    ignoreMissingArgs = from.ignoreMissingArgs();
    deleteMissingArgs = from.deleteMissingArgs();
    removeSourceFiles = from.removeSourceFiles();
    removeSentFiles = from.removeSentFiles();
    openNoAccessTime = from.openNoAccessTime();
    incrementalRecursionAllowed = from.incrementalRecursionAllowed();
    qsort = from.qsort();
  }

  final TransferOptions.Selection selection() {
    return new TransferOptions.Selection(
        recursive,
        dirs,
        dirsRequested,
        relative,
        impliedDirs,
        oneFileSystem,
        copyLinks,
        copyDirLinks,
        copyUnsafeLinks,
        safeLinks,
        mungeLinks,
        keepDirLinks,
        pruneEmptyDirs,
        cvsExclude,
        ignoreMissingArgs,
        deleteMissingArgs,
        removeSourceFiles,
        removeSentFiles,
        openNoAccessTime,
        incrementalRecursionAllowed,
        qsort);
  }

  /** {@code --dirs} as typed; implies {@link #dirs}. */
  public TransferOptionsBuilder dirsRequested(boolean value) {
    dirsRequested = value;
    dirs |= value;
    return self();
  }

  public TransferOptionsBuilder recursive(boolean value) {
    recursive = value;
    return self();
  }

  public TransferOptionsBuilder dirs(boolean value) {
    dirs = value;
    return self();
  }

  public TransferOptionsBuilder relative(boolean value) {
    relative = value;
    return self();
  }

  public TransferOptionsBuilder impliedDirs(boolean value) {
    impliedDirs = value;
    return self();
  }

  public TransferOptionsBuilder oneFileSystem(int value) {
    oneFileSystem = value;
    return self();
  }

  public TransferOptionsBuilder copyLinks(boolean value) {
    copyLinks = value;
    return self();
  }

  public TransferOptionsBuilder copyDirLinks(boolean value) {
    copyDirLinks = value;
    return self();
  }

  public TransferOptionsBuilder copyUnsafeLinks(boolean value) {
    copyUnsafeLinks = value;
    return self();
  }

  public TransferOptionsBuilder safeLinks(boolean value) {
    safeLinks = value;
    return self();
  }

  public TransferOptionsBuilder mungeLinks(boolean value) {
    mungeLinks = value;
    return self();
  }

  public TransferOptionsBuilder keepDirLinks(boolean value) {
    keepDirLinks = value;
    return self();
  }

  public TransferOptionsBuilder pruneEmptyDirs(boolean value) {
    pruneEmptyDirs = value;
    return self();
  }

  public TransferOptionsBuilder cvsExclude(boolean value) {
    cvsExclude = value;
    return self();
  }

  public TransferOptionsBuilder ignoreMissingArgs(boolean value) {
    ignoreMissingArgs = value;
    return self();
  }

  public TransferOptionsBuilder deleteMissingArgs(boolean value) {
    deleteMissingArgs = value;
    return self();
  }

  public TransferOptionsBuilder removeSourceFiles(boolean value) {
    removeSourceFiles = value;
    return self();
  }

  public TransferOptionsBuilder removeSentFiles(boolean value) {
    removeSentFiles = value;
    return self();
  }

  public TransferOptionsBuilder openNoAccessTime(boolean value) {
    openNoAccessTime = value;
    return self();
  }

  public TransferOptionsBuilder incrementalRecursionAllowed(boolean value) {
    incrementalRecursionAllowed = value;
    return self();
  }

  public TransferOptionsBuilder qsort(boolean value) {
    qsort = value;
    return self();
  }
}
