// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;

/** Makes the token writer and reader of a compression method. */
public final class TokenCodecs {
  private TokenCodecs() {}

  /**
   * @param level compression level, or {@link Integer#MIN_VALUE} for the method's default
   * @param protocol the negotiated protocol (zlib history differs below 31)
   */
  public static TokenWriter writer(
      CompressionMethod method, int level, int protocol, WireOutput out) {
    throw new UnsupportedOperationException("skeleton");
  }

  public static TokenReader reader(CompressionMethod method, int protocol, WireInput in) {
    throw new UnsupportedOperationException("skeleton");
  }
}
