// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterListCodec;
import dev.rivulet.rsync.filter.FilterRuleParser;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The first thing on the wire: a client's filter rules. A receiving server gets them only if it is
 * going to delete or to prune; a sending server always.
 *
 * <p>What --cvs-exclude adds comes behind all others. A sender tells its server these rules; to a
 * sending server, and to an old receiving one, the option itself says what to add.
 */
public final class FilterExchange {
  private static final int FIRST_PROTOCOL_WITH_KINDS = 29;
  private static final int FIRST_PROTOCOL_WITH_PERISHABLE = 30;

  private FilterExchange() {}

  /** The rules a sender judges by. */
  public static FilterList forSender(
      Transfer transfer, WireInput in, PeerOutput out, Reports reports) throws IOException {
    RuleTrace trace = new RuleTrace(transfer, reports);
    FilterList own = transfer.options().filters();
    FilterList received = transfer.isServer() ? read(transfer, in, trace) : FilterList.EMPTY;
    FilterList cvs = cvsRules(transfer);
    cvs.rules().forEach(trace::added);
    if (transfer.isServer()) {
      return own.with(received).with(cvs);
    }
    boolean kindsAreKnown = transfer.protocol() >= FIRST_PROTOCOL_WITH_KINDS;
    FilterList told = own.with(kindsAreKnown ? cvs : cvs.withoutDirectoryMerges());
    if (transfer.options().receiverWantsFilters(transfer.protocol())) {
      write(transfer, told, FilterList.Side.SENDER, out.data());
    } else if (transfer.protocol() < FIRST_PROTOCOL_WITH_PERISHABLE) {
      // Rules that the peer would not understand are refused even if it needs none.
      WireOutput nowhere = new WireOutput(OutputStream.nullOutputStream());
      write(transfer, told, FilterList.Side.SENDER, nowhere);
    }
    return own.with(cvs);
  }

  /** The rules a receiver judges by. */
  public static FilterList forReceiver(
      Transfer transfer, WireInput in, PeerOutput out, Reports reports) throws IOException {
    RuleTrace trace = new RuleTrace(transfer, reports);
    FilterList own = transfer.options().filters();
    if (!transfer.isServer()) {
      write(transfer, own, FilterList.Side.RECEIVER, out.data());
      out.flush();
      FilterList cvs = cvsRules(transfer);
      cvs.rules().forEach(trace::added);
      return own.with(cvs);
    }
    if (!transfer.options().receiverWantsFilters(transfer.protocol())) {
      return own;
    }
    FilterList all = own.with(read(transfer, in, trace));
    return transfer.protocol() >= FIRST_PROTOCOL_WITH_KINDS
        ? all
        : all.with(cvsRules(transfer).onlyDirectoryMerges());
  }

  private static FilterList read(Transfer transfer, WireInput in, RuleTrace trace)
      throws IOException {
    return FilterListCodec.read(transfer.protocol(), in, transfer.settings().rules(), trace::added);
  }

  private static FilterList cvsRules(Transfer transfer) throws IOException {
    if (!transfer.options().selection().cvsExclude()) {
      return FilterList.EMPTY;
    }
    FilterList rules =
        FilterRuleParser.cvsRules(
            transfer.isServer()
                ? transfer.settings().rules().ignores()
                : transfer.options().cvsIgnores());
    return transfer.protocol() >= FIRST_PROTOCOL_WITH_PERISHABLE
        ? rules
        : rules.withoutPerishable();
  }

  private static void write(
      Transfer transfer, FilterList rules, FilterList.Side side, WireOutput out)
      throws IOException {
    FilterListCodec.write(
        rules, side, transfer.options().deletion().excluded(), transfer.protocol(), out);
  }
}
