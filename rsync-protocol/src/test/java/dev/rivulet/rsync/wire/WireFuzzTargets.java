// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Decoders as functions of arbitrary bytes, for seeded mutation here and for coverage-guided
 * fuzzers: they return, or throw an {@link IOException}, and nothing else.
 */
public final class WireFuzzTargets {

  private WireFuzzTargets() {}

  /** Every kind of value, chosen by the bytes themselves. */
  public static void values(byte[] bytes) throws IOException {
    WireInput in = new WireInput(new ByteArrayInputStream(bytes));
    for (int kind = in.readByteOrEnd(); kind >= 0; kind = in.readByteOrEnd()) {
      switch (kind & 7) {
        case 0 -> in.readVarint();
        case 1 -> in.readVarlong(3);
        case 2 -> in.readVarlong(4);
        case 3 -> in.readLongint();
        case 4 -> in.readVstring(WireLimits.MAX_NEGOTIATION, "list");
        case 5 -> in.readLine(64);
        case 6 -> in.readShort();
        default -> in.readBytes(kind >> 3);
      }
    }
  }

  /** File indexes, one after the other. */
  public static void indexes(byte[] bytes) throws IOException {
    WireInput in = new WireInput(new ByteArrayInputStream(bytes));
    IndexDecoder decoder = new IndexDecoder(in, 30);
    do {
      decoder.read();
    } while (in.buffered() > 0);
  }

  /** Frames; the payloads' total is bounded by the input. */
  public static void frames(byte[] bytes) throws IOException {
    Demultiplexer in =
        new Demultiplexer(
            new WireInput(new ByteArrayInputStream(bytes)),
            (code, payload) -> {
              if (!code.allows(payload.length)) {
                throw new AssertionError(code + " of " + payload.length + " bytes");
              }
            });
    byte[] sink = new byte[1000];
    while (in.read(sink) >= 0) {
      // Only what is thrown matters.
    }
  }
}
