// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;

/**
 * What both ends agreed on before the file list; asked by meaning, not by protocol number.
 *
 * @param protocol the negotiated protocol, 27 to 32
 * @param peerProtocol the newest that the peer would have spoken
 * @param compat what the server decided; all bits clear below protocol 30. {@link
 *     CompatFlags#SYMLINK_TIMES} and {@link CompatFlags#SYMLINK_ICONV} say on both ends what the
 *     peer can do: a server has them from the client's letters
 * @param transferChecksum for block sums and whole files
 * @param listChecksum for the digests of {@code --checksum}
 * @param compression how file data is compressed, {@link CompressionMethod#NONE} when it is not
 * @param compressionLevel the level asked for, or {@link Integer#MIN_VALUE} for the default
 * @param seed the checksum seed
 * @param negotiatedStrings whether checksum names were negotiated or chosen (not implied)
 */
public record SessionParameters(
    int protocol,
    int peerProtocol,
    CompatFlags compat,
    ChecksumAlgorithm transferChecksum,
    ChecksumAlgorithm listChecksum,
    CompressionMethod compression,
    int compressionLevel,
    int seed,
    boolean negotiatedStrings) {

  public boolean incrementalRecursion() {
    return compat.has(CompatFlags.INC_RECURSE);
  }

  public boolean varintListFlags() {
    return compat.has(CompatFlags.VARINT_FLIST_FLAGS);
  }

  /** Whether the end of a list can carry the I/O error value. */
  public boolean safeFileList() {
    return protocol >= 31 || (protocol == 30 && compat.has(CompatFlags.SAFE_FLIST));
  }

  public boolean nanosecondTimes() {
    return protocol >= 31;
  }

  /** Whether ids travel as varints, with names inline under incremental recursion. */
  public boolean idZeroNames() {
    return compat.has(CompatFlags.ID0_NAMES);
  }

  /** Whether items are described by flags (and not only requested). */
  public boolean itemFlags() {
    return protocol >= 29;
  }

  /** Whether names that are hard-linked to another one leave extended attributes to that one. */
  public boolean xattrsOfLeadersOnly() {
    return protocol >= 31 && !compat.has(CompatFlags.AVOID_XATTR_OPTIM);
  }

  /** Whether there is a separate exchange for late deletions and their statistics. */
  public boolean deletionStatistics() {
    return protocol >= 31;
  }

  /** The number of the last phase: 2 with the delayed-updates phase, else 1. */
  public int lastPhase() {
    return protocol >= 29 ? 2 : 1;
  }

  /** Whether a sender can say that a requested file will not come. */
  public boolean noSendMessages() {
    return protocol >= 30;
  }

  /** Whether a failing end tells the other with an exit message. */
  public boolean errorExitMessages() {
    return protocol >= 31;
  }

  /** Whether the peer's symbolic links get their times set. */
  public boolean symlinkTimes() {
    return compat.has(CompatFlags.SYMLINK_TIMES);
  }

  /** Whether both ends can translate what symbolic links lead to (--iconv). */
  public boolean translatesLinks() {
    return compat.has(CompatFlags.SYMLINK_ICONV);
  }

  /** Whether both ends know that partial files are written into while they are the basis. */
  public boolean updatesPartialFiles() {
    return compat.has(CompatFlags.INPLACE_PARTIAL);
  }

  /** Whether names sort with files in front of directories. */
  public boolean filesBeforeDirectories() {
    return protocol >= 29;
  }
}
