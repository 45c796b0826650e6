// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

/**
 * What the transfer of the data of one file took, in bytes.
 *
 * @param literal of the file that were sent as they are
 * @param matched of the file that the receiver had already
 * @param moved over the connection from the sender to the receiver
 * @param sums of the block checksums that a sender got, 0 at the receiver
 */
public record Amounts(long literal, long matched, long moved, long sums) {
  /** Nothing has moved. */
  public static final Amounts NONE = new Amounts(0, 0, 0, 0);
}
