// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/**
 * The most memory one allocation may take (rsync(1), --max-alloc).
 *
 * @param bytes 0 for no limit
 * @param text as typed, empty for the usual limit; what a server is told
 */
public record AllocationLimit(long bytes, String text) {
  /** One GiB. */
  public static final AllocationLimit USUAL = new AllocationLimit(1 << 30, "");

  /** The smallest limit there is, in bytes. */
  static final long LEAST = 1 << 20;
}
