// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.handshake.Negotiator;

/** What each end of a transfer brings to the negotiation, taken from its options. */
public final class Offers {
  private Offers() {}

  /**
   * The offer of the end the user started.
   *
   * @param remoteProtocol from a daemon's greeting, or 0 without one
   */
  public static Negotiator.Offer client(
      TransferOptions options, boolean receiving, int remoteProtocol) {
    return offer(options, false, receiving, remoteProtocol, "");
  }

  /**
   * The offer of an end that was started by the other.
   *
   * @param remoteProtocol from a client's greeting to a daemon, or 0 without one
   * @param clientInfo see {@link ServerRequest#clientInfo}
   */
  public static Negotiator.Offer server(
      TransferOptions options, boolean receiving, int remoteProtocol, String clientInfo) {
    return offer(options, true, receiving, remoteProtocol, clientInfo);
  }

  /** What the environment of this end prefers. */
  public static Negotiator.Preferences preferences(TransferOptions options) {
    TransferOptions.Wire wire = options.wire();
    return new Negotiator.Preferences(wire.checksumList(), wire.compressList());
  }

  private static Negotiator.Offer offer(
      TransferOptions options,
      boolean server,
      boolean receiving,
      int remoteProtocol,
      String clientInfo) {
    TransferOptions.Wire wire = options.wire();
    return new Negotiator.Offer(
        server,
        remoteProtocol,
        wire.protocolLimit(),
        clientInfo,
        ServerArguments.allowsIncrementalRecursion(options, receiving),
        options.update().checksum(),
        wire.checksumChoice(),
        wire.compress(),
        wire.compressChoice(),
        wire.compressionLevel(),
        wire.checksumSeed(),
        options.selection().recursive());
  }
}
