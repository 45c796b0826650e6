// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import java.io.IOException;

/**
 * Reads file indexes as they appear between requests and replies.
 *
 * <p>Since protocol 30 an index is sent as the difference to the previous one of the same sign;
 * before that it is a plain 32-bit integer. One instance serves one direction of one session.
 */
public final class IndexDecoder {

  public IndexDecoder(WireInput in, int protocol) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The next index, or one of {@link IndexCode}. */
  public int read() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
