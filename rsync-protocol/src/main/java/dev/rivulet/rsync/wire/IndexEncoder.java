// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import java.io.IOException;

/** Writes file indexes; the counterpart of {@link IndexDecoder}. One instance per direction. */
public final class IndexEncoder {

  public IndexEncoder(WireOutput out, int protocol) {
    throw new UnsupportedOperationException("skeleton");
  }

  public void write(int index) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
