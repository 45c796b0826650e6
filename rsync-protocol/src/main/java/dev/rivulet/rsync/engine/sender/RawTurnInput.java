// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;
import java.io.InputStream;

/**
 * As {@link TurnInput}, for a client below protocol 30, which sends no frames: before this end
 * waits for it, everything said so far is sent.
 */
public final class RawTurnInput extends InputStream {
  private final WireInput in;
  private final PeerOutput out;

  public RawTurnInput(WireInput in, PeerOutput out) {
    this.in = in;
    this.out = out;
  }

  @Override
  public int read() throws IOException {
    flushBeforeWaiting();
    return in.readByteOrEnd();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int first = read();
    if (first < 0) {
      return -1;
    }
    buffer[offset] = (byte) first;
    return 1 + in.readSome(buffer, offset + 1, Math.min(length - 1, in.buffered()));
  }

  private void flushBeforeWaiting() throws IOException {
    if (in.buffered() == 0) {
      out.flush();
    }
  }

  @Override
  public int available() {
    return in.buffered();
  }
}
