// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.event.Amounts;
import dev.rivulet.rsync.event.FileSum;
import dev.rivulet.rsync.event.ItemInfo;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.TreePath;

/**
 * What two simulated trees have to agree on. The time of a directory follows from its entries and
 * is left out.
 *
 * @param modified nanoseconds; 0 for a directory
 */
record TreeEntry(boolean directory, String content, long modified, int permissions) {

  /** Whether a receiver that trusts size and time takes both files for the same. */
  boolean looksLike(TreeEntry other) {
    return directory == other.directory
        && content.length() == other.content.length()
        && modified == other.modified;
  }

  /** What a sender tells when a receiver that preserves no owners has got this file. */
  TransferEvent.FileFinished sentAs(TreePath path) {
    byte[] none = {};
    byte[] bytes = content.getBytes(UTF_8);
    StrongChecksum checksum = ChecksumAlgorithm.XXH128.plain();
    checksum.update(bytes, 0, bytes.length);
    byte[] digest = new byte[ChecksumAlgorithm.XXH128.length()];
    checksum.digest(digest, 0);
    FileSum sum = FileSum.of(ChecksumAlgorithm.XXH128, digest);
    ItemInfo info =
        new ItemInfo(
            path.bytes(),
            path.bytes(),
            FileType.REGULAR | permissions,
            bytes.length,
            Math.floorDiv(modified, 1_000_000_000L),
            (int) Math.floorMod(modified, 1_000_000_000L),
            0,
            ItemInfo.NO_GROUP,
            none);
    TransferEvent.Item item = new TransferEvent.Item(info, 0, none, true, FileSum.unknown(16));
    return new TransferEvent.FileFinished(item, true, Amounts.NONE, sum);
  }

  TreeEntry withPermissionsOf(TreeEntry other) {
    return new TreeEntry(directory, content, modified, other.permissions);
  }
}
