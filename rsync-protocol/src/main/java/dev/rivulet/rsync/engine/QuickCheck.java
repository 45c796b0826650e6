// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
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

  /** Judges a regular file by what is at its place. */
  Verdict judge(FileEntry entry, FileAttributes now, FileTree tree, TreePath path)
      throws IOException {
    if (!now.isRegular()) {
      return Verdict.REQUEST;
    }
    if (update.update() && times.isNewer(now, entry)) {
      return new Verdict.Skip(Verdict.SkipReason.NEWER);
    }
    return isUnchanged(entry, now, tree, path) ? Verdict.UP_TO_DATE : Verdict.REQUEST;
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
