// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.engine.dialogue.FilterExchange;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a sender learns before it sends anything.
 *
 * @param filters the rules it judges by
 * @param names what to look up in the one argument (--files-from); without it the arguments are
 *     what is sent
 */
public record SendingStart(FilterList filters, Optional<List<byte[]>> names) {

  /** Whether names come over the connection outside of all frames. */
  public static boolean hasBareNames(Transfer transfer) {
    return transfer.options().awaitsNames(transfer.isServer())
        && !NameListCodec.isFramed(transfer.protocol());
  }

  /**
   * Exchanges rules and names with the peer.
   *
   * @param in where the peer's rules come from
   * @param nameIn where the peer's names come from, the same but for {@link #hasBareNames}
   */
  public static SendingStart exchange(
      Transfer transfer, WireInput in, WireInput nameIn, PeerOutput out, Reports reports)
      throws IOException {
    FilterList filters = FilterExchange.forSender(transfer, in, out, reports);
    if (transfer.options().awaitsNames(transfer.isServer())) {
      out.flush();
      List<byte[]> names = NameListCodec.read(nameIn);
      return new SendingStart(
          filters,
          Optional.of(
              transfer.translatesListedNames()
                  ? names.stream().map(transfer.names()::textFromWire).toList()
                  : names));
    }
    return new SendingStart(
        filters,
        transfer.options().hasFilesFrom()
            ? Optional.of(transfer.options().filesFrom())
            : Optional.empty());
  }
}
