// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterListCodec;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;

/**
 * The first thing on the wire: a client's filter rules. A receiving server gets them only if it is
 * going to delete; a sending server always.
 */
final class FilterExchange {
  private FilterExchange() {}

  /** The rules a sender judges by. */
  static FilterList forSender(Transfer transfer, WireInput in, PeerOutput out) throws IOException {
    if (transfer.isServer()) {
      return FilterListCodec.read(transfer.protocol(), in);
    }
    if (transfer.options().receiverWantsFilters(transfer.protocol())) {
      write(transfer, FilterList.Side.SENDER, out);
    }
    return transfer.options().filters();
  }

  /** The rules a receiver judges by. */
  static FilterList forReceiver(Transfer transfer, WireInput in, PeerOutput out)
      throws IOException {
    if (!transfer.isServer()) {
      write(transfer, FilterList.Side.RECEIVER, out);
      out.flush();
      return transfer.options().filters();
    }
    return transfer.options().receiverWantsFilters(transfer.protocol())
        ? FilterListCodec.read(transfer.protocol(), in)
        : FilterList.EMPTY;
  }

  private static void write(Transfer transfer, FilterList.Side side, PeerOutput out)
      throws IOException {
    FilterListCodec.write(
        transfer.options().filters(),
        side,
        transfer.options().deletion().excluded(),
        transfer.protocol(),
        out.data());
  }
}
