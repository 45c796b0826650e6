// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import dev.rivulet.rsync.handshake.Negotiator.Offer;

/** Offers of a usual transfer, {@code -r} without compression, to be changed by tests. */
final class Offers {
  private Offers() {}

  static final Offer CLIENT =
      new Offer(false, 0, 32, "", true, "", false, "", Integer.MIN_VALUE, 0, true);

  static final Offer SERVER =
      new Offer(true, 0, 32, ".iLsfxCIvu", true, "", false, "", Integer.MIN_VALUE, 7, true);

  static Offer protocol(Offer o, int own) {
    return new Offer(
        o.server(),
        o.remoteProtocol(),
        own,
        o.clientInfo(),
        o.incrementalRecursionAllowed(),
        o.checksumChoice(),
        o.compress(),
        o.compressChoice(),
        o.compressionLevel(),
        o.seed(),
        o.recursive());
  }

  static Offer greeted(Offer o, int remote) {
    return new Offer(
        o.server(),
        remote,
        o.ownProtocol(),
        o.clientInfo(),
        o.incrementalRecursionAllowed(),
        o.checksumChoice(),
        o.compress(),
        o.compressChoice(),
        o.compressionLevel(),
        o.seed(),
        o.recursive());
  }

  static Offer clientInfo(Offer o, String letters) {
    return new Offer(
        o.server(),
        o.remoteProtocol(),
        o.ownProtocol(),
        letters,
        o.incrementalRecursionAllowed(),
        o.checksumChoice(),
        o.compress(),
        o.compressChoice(),
        o.compressionLevel(),
        o.seed(),
        o.recursive());
  }

  static Offer recursion(Offer o, boolean recursive, boolean incrementalAllowed) {
    return new Offer(
        o.server(),
        o.remoteProtocol(),
        o.ownProtocol(),
        o.clientInfo(),
        incrementalAllowed,
        o.checksumChoice(),
        o.compress(),
        o.compressChoice(),
        o.compressionLevel(),
        o.seed(),
        recursive);
  }

  static Offer checksum(Offer o, String choice) {
    return new Offer(
        o.server(),
        o.remoteProtocol(),
        o.ownProtocol(),
        o.clientInfo(),
        o.incrementalRecursionAllowed(),
        choice,
        o.compress(),
        o.compressChoice(),
        o.compressionLevel(),
        o.seed(),
        o.recursive());
  }

  static Offer compressed(Offer o, String choice, int level) {
    return new Offer(
        o.server(),
        o.remoteProtocol(),
        o.ownProtocol(),
        o.clientInfo(),
        o.incrementalRecursionAllowed(),
        o.checksumChoice(),
        true,
        choice,
        level,
        o.seed(),
        o.recursive());
  }
}
