// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.engine.transfer.MungedTarget;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.FileSum;
import dev.rivulet.rsync.event.ItemInfo;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.wire.ItemFlags;

/** Snapshots of entries for the listeners of a transfer. Immutable. */
public final class ItemInfos {
  private final TransferOptions.Preserve preserve;
  private final boolean mungesLinks;
  private final ChecksumAlgorithm listChecksum;
  private final ChecksumAlgorithm fileChecksum;

  public ItemInfos(Transfer transfer) {
    this.preserve = transfer.options().preserve();
    this.mungesLinks = transfer.mungesLinks();
    this.fileChecksum = transfer.parameters().transferChecksum();
    boolean listed = transfer.options().update().checksum();
    this.listChecksum = listed ? transfer.parameters().listChecksum() : ChecksumAlgorithm.NONE;
  }

  /** An entry as a receiver knows it: a link leads where it will lead here. */
  public ItemInfo of(FileEntry entry) {
    byte[] target = entry.linkTarget();
    boolean munged = mungesLinks && entry.isSymlink() && target.length > 0;
    return of(entry, entry.name(), munged ? MungedTarget.of(target) : target);
  }

  /** An entry of which a sender knows more of the path than its peer. */
  public ItemInfo of(FileEntry entry, byte[] longName) {
    return of(entry, longName, entry.linkTarget());
  }

  private ItemInfo of(FileEntry entry, byte[] longName, byte[] linkTarget) {
    boolean grouped = preserve.group() && !entry.skipsGroup();
    return new ItemInfo(
        entry.name(),
        longName,
        entry.mode(),
        entry.size(),
        entry.mtime(),
        entry.mtimeNanos(),
        preserve.owner() ? entry.uid() : 0,
        grouped ? entry.gid() : ItemInfo.NO_GROUP,
        linkTarget);
  }

  /** An item as a receiver knows it. */
  public TransferEvent.Item received(FileEntry entry, ItemRecord record) {
    return new TransferEvent.Item(
        of(entry), record.flags(), record.linkedTo(), false, sum(entry, record));
  }

  /**
   * An item as the end sees it that knows the times of symbolic links to be set only when the peer
   * has said so, which none does before protocol 30.
   */
  public TransferEvent.Item seen(
      FileEntry entry, ItemInfo info, ItemRecord record, boolean sending, boolean linkTimes) {
    boolean unset = entry.isSymlink() && record.has(ItemFlags.REPORT_TIME) && !linkTimes;
    int flags = record.flags() | (unset ? ItemFlags.REPORT_TIMEFAIL : 0);
    return new TransferEvent.Item(info, flags, record.linkedTo(), sending, sum(entry, record));
  }

  /** Bytes of the checksums that items have. */
  public int sumLength() {
    return hasListedSums() ? listChecksum.length() : fileChecksum.length();
  }

  /**
   * The sum that the ends compared.
   *
   * @param digest of the transferred data
   */
  public FileSum transferred(TransferEvent.Item item, byte[] digest) {
    if (hasListedSums()) {
      return item.sum();
    }
    return isPlain(fileChecksum)
        ? FileSum.of(fileChecksum, digest)
        : FileSum.unknown(digest.length);
  }

  private FileSum sum(FileEntry entry, ItemRecord record) {
    boolean listed = hasListedSums() && entry.isRegular();
    if (listed) {
      return isPlain(listChecksum) ? FileSum.of(listChecksum, entry.checksum()) : unknown();
    }
    boolean due = record.isTransfer() && isPlain(fileChecksum);
    return due ? FileSum.zero(sumLength()) : unknown();
  }

  private boolean hasListedSums() {
    return listChecksum != ChecksumAlgorithm.NONE;
  }

  private FileSum unknown() {
    return FileSum.unknown(sumLength());
  }

  /** Whether the sum is one of the contents alone, without the seed of the session. */
  private static boolean isPlain(ChecksumAlgorithm algorithm) {
    return algorithm != ChecksumAlgorithm.MD4_OLD;
  }
}
