// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import java.io.IOException;
import java.io.InputStream;

/**
 * The data stream inside a multiplexed connection; every other frame goes to a {@link MessageSink}.
 *
 * <p>Performs no buffering of its own: a read returns at most what is left of the current data
 * frame, and a message is delivered when the reader has consumed all data in front of it. Owned by
 * one thread.
 */
public final class Demultiplexer extends InputStream {

  public Demultiplexer(WireInput in, MessageSink sink) {
    throw new UnsupportedOperationException("skeleton");
  }

  @Override
  public int read() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
