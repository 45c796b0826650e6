// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.engine.attribute.TimeRules;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.WireLimits;
import java.io.IOException;
import java.util.Arrays;

/**
 * Decides from a look at the destination whether a file must be transferred (rsync(1), the "quick
 * check" and the options that change it). Owned by the generator's thread.
 */
final class QuickCheck {
  private final TransferOptions.Update update;
  private final TimeRules times;
  private final StrongChecksum digest;
  private final byte[] ownSum;
  private final byte[] buffer;

  /**
   * @param digest of --checksum; not used without
   * @param digestLength of its result
   */
  QuickCheck(
      TransferOptions.Update update, TimeRules times, StrongChecksum digest, int digestLength) {
    this.update = update;
    this.times = times;
    this.digest = digest;
    this.ownSum = new byte[digestLength];
    this.buffer = new byte[update.checksum() ? 8 * WireLimits.LITERAL_SENT : 0];
  }

  /** The tests that concern entries of every type; {@link Verdict#REQUEST} if none decides. */
  Verdict judgeExistence(FileEntry entry, FileAttributes now) {
    if (update.existing() && now.isMissing()) {
      return new Verdict.Skip(Verdict.SkipReason.NOT_CREATING);
    }
    boolean bothDirectories = entry.isDirectory() && now.isDirectory();
    if (update.ignoreExisting() && !now.isMissing() && !bothDirectories) {
      return new Verdict.Skip(Verdict.SkipReason.EXISTS);
    }
    return Verdict.REQUEST;
  }

  /** The tests that look only at sizes, and so come before anything is done about hard links. */
  Verdict judgeSize(FileEntry entry) {
    if (update.maxSize() >= 0 && entry.size() > update.maxSize()) {
      return new Verdict.Skip(Verdict.SkipReason.TOO_LARGE);
    }
    if (update.minSize() >= 0 && entry.size() < update.minSize()) {
      return new Verdict.Skip(Verdict.SkipReason.TOO_SMALL);
    }
    return Verdict.REQUEST;
  }

  /** Whether a regular file is left alone because what is at its place is newer. */
  Verdict judgeAge(FileEntry entry, FileAttributes now) {
    return update.update() && now.isRegular() && times.isNewer(now, entry)
        ? new Verdict.Skip(Verdict.SkipReason.NEWER)
        : Verdict.REQUEST;
  }

  /** Whether what is at the place of a regular file is that file already. */
  boolean isUpToDate(FileEntry entry, FileAttributes now, FileTree tree, TreePath path)
      throws IOException {
    return now.isRegular() && isUnchanged(entry, now, tree, path);
  }

  /** Whether something is of the type of an entry, as far as one can be changed to the other. */
  static boolean isSameKind(FileEntry entry, FileAttributes now) {
    return entry.isRegular() && now.isRegular()
        || entry.isDirectory() && now.isDirectory()
        || entry.isSymlink() && now.isSymlink()
        || entry.isDevice() && now.isDevice()
        || entry.isSpecial() && now.isSpecial();
  }

  /**
   * Whether something of the same kind need not be made anew.
   *
   * @param linkTarget of a symbolic link, as it is stored here
   */
  boolean isUnchanged(
      FileEntry entry, FileAttributes now, FileTree tree, TreePath path, byte[] linkTarget)
      throws IOException {
    if (entry.isRegular()) {
      return isUnchanged(entry, now, tree, path);
    }
    if (entry.isSymlink()) {
      return hasTarget(tree, path, linkTarget);
    }
    boolean sameType = ((entry.mode() ^ now.mode()) & FileType.MASK) == 0;
    boolean sameDevice =
        entry.rdevMajor() == now.rdevMajor() && entry.rdevMinor() == now.rdevMinor();
    return sameType && (!entry.isDevice() || sameDevice);
  }

  private static boolean hasTarget(FileTree tree, TreePath path, byte[] target) throws IOException {
    try {
      return tree.hasLinkTo(path, target);
    } catch (StoreException e) {
      return false;
    }
  }

  private boolean isUnchanged(FileEntry entry, FileAttributes now, FileTree tree, TreePath path)
      throws IOException {
    if (now.size() != entry.size()) {
      return false;
    }
    if (update.checksum()) {
      return hasSum(tree, path, entry.checksum());
    }
    if (update.sizeOnly()) {
      return true;
    }
    return !update.ignoreTimes() && times.areEqual(entry, now);
  }

  private boolean hasSum(FileTree tree, TreePath path, byte[] wanted) throws IOException {
    try (SourceFile file = tree.open(path)) {
      digest.reset();
      long position = 0;
      for (int count = file.read(position, buffer, 0, buffer.length);
          count > 0;
          count = file.read(position, buffer, 0, buffer.length)) {
        digest.update(buffer, 0, count);
        position += count;
      }
      digest.digest(ownSum, 0);
      return Arrays.equals(ownSum, wanted);
    } catch (StoreException e) {
      return false;
    }
  }
}
