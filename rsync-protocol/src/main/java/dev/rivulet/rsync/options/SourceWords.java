// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.CommandLineReader.End;
import dev.rivulet.rsync.store.StoreException;
import java.util.Arrays;
import java.util.List;

/** The options about what is taken from the source, the list of names included. */
final class SourceWords implements OptionGroup {
  private static final byte[] STANDARD_INPUT = {'-'};

  private final End end;
  private final OptionFiles files;
  private final TransferOptionsBuilder builder;
  private Wish recursive = Wish.OPEN;
  private Wish relative = Wish.OPEN;
  private Wish dirs = Wish.OPEN;
  private boolean oldDirs;
  private boolean listOnly;
  private int oneFileSystem;
  private boolean fromNul;
  private byte[] filesFrom = new byte[0];

  SourceWords(End end, OptionFiles files, TransferOptionsBuilder builder) {
    this.end = end;
    this.files = files;
    this.builder = builder;
  }

  @Override
  public boolean flag(Option option, boolean on, String asTyped) {
    switch (option) {
      case RECURSIVE -> recursive = Wish.typed(on);
      case INC_RECURSIVE -> builder.incrementalRecursionAllowed(on);
      case RELATIVE -> relative = Wish.typed(on);
      case IMPLIED_DIRS -> builder.impliedDirs(on);
      case DIRS -> dirs(on);
      case OLD_DIRS -> oldDirs = true;
      case LIST_ONLY -> listOnly = true;
      case ONE_FILE_SYSTEM -> oneFileSystem = on ? oneFileSystem + 1 : 0;
      case COPY_LINKS -> builder.copyLinks(true);
      case COPY_UNSAFE_LINKS -> builder.copyUnsafeLinks(true);
      case SAFE_LINKS -> builder.safeLinks(true);
      case MUNGE_LINKS -> builder.mungeLinks(on);
      case COPY_DIRLINKS -> builder.copyDirLinks(true);
      case KEEP_DIRLINKS -> builder.keepDirLinks(true);
      case PRUNE_EMPTY_DIRS -> builder.pruneEmptyDirs(on);
      case IGNORE_MISSING_ARGS -> builder.ignoreMissingArgs(true);
      case DELETE_MISSING_ARGS -> builder.deleteMissingArgs(true);
      case REMOVE_SOURCE_FILES -> builder.removeSourceFiles(true).removeSentFiles(false);
      case REMOVE_SENT_FILES -> builder.removeSourceFiles(true).removeSentFiles(true);
      case OPEN_NOATIME -> builder.openNoAccessTime(on);
      case QSORT -> builder.qsort(true);
      case FROM0 -> fromNul = on;
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean text(Option option, byte[] value, String asTyped) {
    if (option == Option.FILES_FROM) {
      filesFrom = value.clone();
      return true;
    }
    return false;
  }

  /** What {@code --archive} takes. */
  void archive() {
    if (!recursive.isOn()) {
      recursive = Wish.IMPLIED;
    }
  }

  private void dirs(boolean on) {
    dirs = Wish.typed(on);
    oldDirs = false;
  }

  /** Whether lists of names and patterns are separated by NUL, as far as has been read. */
  boolean fromNul() {
    return fromNul;
  }

  /** Whether names come from a list. */
  boolean hasFilesFrom() {
    return filesFrom.length > 0;
  }

  /** Whether directories of the destination may be told from what the source has. */
  boolean takesDirectories() {
    return recursive.isOn() || dirs.isOn();
  }

  /**
   * Decides what depends on several of the options.
   *
   * @return whether what lies deeper than the directories themselves has to be left out ({@code
   *     --old-dirs})
   */
  boolean settle() throws RsyncException {
    settleNames();
    boolean flat = oldDirs;
    if (oldDirs) {
      recursive = Wish.YES;
      dirs = Wish.OPEN;
    } else if (listOnly && !recursive.isOn() && dirs == Wish.OPEN) {
      dirs = Wish.IMPLIED;
    }
    builder
        .recursive(recursive.isOn())
        .relative(relative.isOn())
        .dirs(dirs.isOn())
        .dirsRequested(dirs == Wish.YES)
        .oneFileSystem(oneFileSystem)
        .listOnly(listOnly);
    return flat;
  }

  /** Where the names come from decides what else is on: --relative, --dirs, not --recursive. */
  private void settleNames() throws RsyncException {
    builder.fromNul(fromNul);
    if (!hasFilesFrom()) {
      return;
    }
    if (recursive == Wish.IMPLIED) {
      recursive = Wish.NO;
    }
    if (relative == Wish.OPEN) {
      relative = Wish.YES;
    }
    if (dirs == Wish.OPEN) {
      dirs = Wish.IMPLIED;
    }
    int colon = end == End.CLIENT ? remoteMark(filesFrom) : -1;
    if (colon >= 0) {
      builder.remoteFilesFrom(Arrays.copyOfRange(filesFrom, colon + 1, filesFrom.length));
    } else if (end == End.SERVER && Arrays.equals(filesFrom, STANDARD_INPUT)) {
      builder.remoteFilesFrom(filesFrom);
    } else {
      readNames();
    }
  }

  /** The colon of {@code :FILE} or {@code HOST:FILE}, or -1 for a file of this machine. */
  private static int remoteMark(byte[] path) {
    for (int i = 0; i < path.length && path[i] != '/'; i++) {
      if (path[i] == ':') {
        return i;
      }
    }
    return -1;
  }

  private void readNames() throws RsyncException {
    try {
      List<byte[]> lines = NameList.split(files.read(filesFrom), fromNul);
      builder.filesFrom(NameList.withoutComments(lines), lines);
      builder.remoteFilesFrom(end == End.SERVER ? filesFrom : new byte[0]);
    } catch (StoreException e) {
      throw new RsyncException(
          ExitCode.SYNTAX,
          "rsync: failed to open files-from file "
              + Usage.text(filesFrom)
              + ": "
              + e.errno().text(),
          e);
    }
  }
}
