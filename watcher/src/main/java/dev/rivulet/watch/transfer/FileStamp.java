// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.event.FileSum;
import dev.rivulet.rsync.event.ItemInfo;
import dev.rivulet.rsync.options.TransferOptions.Preserve;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file in two numbers: 64 bits of what its attributes are and 64 bits of the checksum of its
 * contents, each the same whether it comes from a transfer or from a look. Immutable.
 */
final class FileStamp {
  private static final int BUFFER = 64 * 1024;

  private FileStamp() {}

  /** The attributes that a file was sent with. */
  static long ofAttributes(ItemInfo sent) {
    return stamp(sent.mode(), sent.size(), sent.mtime(), sent.mtimeNanos(), sent.uid(), sent.gid());
  }

  /**
   * The attributes that a look shows.
   *
   * @param preserve which of them are sent
   */
  static long ofAttributes(FileAttributes found, Preserve preserve) {
    return stamp(
        found.mode(),
        found.size(),
        found.mtime(),
        found.mtimeNanos(),
        preserve.owner() ? found.uid() : 0,
        preserve.group() ? found.gid() : ItemInfo.NO_GROUP);
  }

  private static long stamp(int mode, long size, long mtime, int nanos, int uid, int gid) {
    long stamp = PathTable.mixed(PathTable.mixed(0, mode), size);
    stamp = PathTable.mixed(stamp, mtime);
    stamp = PathTable.mixed(stamp, nanos);
    stamp = PathTable.mixed(stamp, (long) uid << 32 | gid & 0xffffffffL);
    return stamp >= 0 && stamp < PathTable.LEAST ? stamp + PathTable.LEAST : stamp;
  }

  /** The contents by their sum. */
  static long ofContents(FileSum sum) {
    long stamp = sum.length();
    ByteBuffer digest = ByteBuffer.wrap(sum.digest());
    while (digest.remaining() >= Long.BYTES) {
      stamp = PathTable.mixed(stamp, digest.getLong());
    }
    return stamp;
  }

  /**
   * The contents as they are now.
   *
   * @param algorithm one of contents alone
   * @throws IOException if the file cannot be read
   */
  static long ofContents(FileTree base, TreePath path, ChecksumAlgorithm algorithm)
      throws IOException {
    StrongChecksum checksum = algorithm.plain();
    byte[] buffer = new byte[BUFFER];
    try (SourceFile file = base.open(path)) {
      int count = buffer.length;
      for (long position = 0; count == buffer.length; position += count) {
        count = file.read(position, buffer, 0, buffer.length);
        checksum.update(buffer, 0, Math.max(0, count));
      }
    }
    byte[] digest = new byte[algorithm.length()];
    checksum.digest(digest, 0);
    return ofContents(FileSum.of(algorithm, digest));
  }
}
