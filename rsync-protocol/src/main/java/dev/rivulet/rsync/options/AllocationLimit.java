// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/**
 * The most memory one array may take whose length depends on the peer or on the number of files:
 * the block sums of a file, the columns and the names of a file list (rsync(1), --max-alloc).
 *
 * @param bytes 0 for no limit
 * @param text as typed, empty for the usual limit; what a server is told
 */
public record AllocationLimit(long bytes, String text) {
  /** One GiB. */
  public static final AllocationLimit USUAL = new AllocationLimit(1 << 30, "");

  /** The smallest limit there is, in bytes. */
  static final long LEAST = 1 << 20;

  /** The limit in bytes; {@link Long#MAX_VALUE} where there is none. */
  public long most() {
    return bytes == 0 ? Long.MAX_VALUE : bytes;
  }
}
