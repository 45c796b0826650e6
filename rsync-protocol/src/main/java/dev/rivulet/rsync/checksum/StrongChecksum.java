// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.checksum;

/** A digest in progress; reusable after {@link #digest}. Owned by one thread. */
public interface StrongChecksum {

  /** Bytes of the longest digest there is. */
  int MAX_LENGTH = 20;

  /** Back to the state before any byte, seed included where the algorithm puts it first. */
  void reset();

  void update(byte[] data, int offset, int length);

  /**
   * Writes the digest, as it goes over the wire, to {@code target} at {@code offset} and resets.
   *
   * @return the number of bytes written, {@link ChecksumAlgorithm#length}
   */
  int digest(byte[] target, int offset);
}
