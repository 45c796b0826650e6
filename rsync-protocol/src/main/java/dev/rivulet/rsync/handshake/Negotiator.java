// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;

/**
 * The binary set-up between the transport and the file list: version, compat flags, checksum and
 * compressor names, seed. Unframed; leaves both directions ready for framing.
 */
public final class Negotiator {

  /**
   * What this end brings to the negotiation.
   *
   * @param server whether this end decides the compat flags
   * @param remoteProtocol the peer's version from a daemon greeting, or 0 to exchange version ints
   * @param ownProtocol the highest version this end speaks, 27 to 32
   * @param clientInfo the letters after {@code e} the client sent (server only), else empty
   * @param incrementalRecursionAllowed whether this end can do incremental recursion in this
   *     transfer
   * @param checksumChoice an explicit --checksum-choice, or empty
   * @param compress whether compression is on
   * @param compressChoice an explicit --compress-choice, or empty
   * @param compressionLevel --compress-level, or {@link Integer#MIN_VALUE}
   * @param seed an explicit --checksum-seed, or 0
   * @param recursive whether --recursive is on
   */
  public record Offer(
      boolean server,
      int remoteProtocol,
      int ownProtocol,
      String clientInfo,
      boolean incrementalRecursionAllowed,
      String checksumChoice,
      boolean compress,
      String compressChoice,
      int compressionLevel,
      int seed,
      boolean recursive) {}

  private Negotiator() {}

  /**
   * Runs the exchange.
   *
   * @throws dev.rivulet.rsync.RsyncException with rsync's text and exit code when the ends have
   *     nothing in common or a version is out of bounds
   */
  public static SessionParameters negotiate(Offer offer, WireChannel channel) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
