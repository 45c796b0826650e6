// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.delta.BlockSums;
import dev.rivulet.rsync.delta.SumHead;
import dev.rivulet.rsync.options.Append;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;

/**
 * What the receiver says it has of a file.
 *
 * @param sums of the blocks of its basis
 * @param appending whether it only wants what comes behind them; then no block has a sum
 */
record Offer(BlockSums sums, Append appending) {

  /**
   * Reads what follows a sum head.
   *
   * @param most bytes that the sums may take
   */
  static Offer read(SumHead head, Append appending, WireInput in, long most) throws IOException {
    BlockSums sums = appending.isOn() ? BlockSums.without(head) : BlockSums.read(head, in, most);
    return new Offer(sums, appending);
  }

  SumHead head() {
    return sums.head();
  }

  /** Bytes that are there already and need not be sent. */
  long appendedTo() {
    return appending.isOn() ? head().basisLength() : 0;
  }

  boolean isAppending() {
    return appending.isOn();
  }

  /** Whether the sum of the file is also over what is there already. */
  boolean verifiesFront() {
    return appending == Append.VERIFY;
  }
}
