// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.engine.dialogue.KeepAlive;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.wire.ReadAhead;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a sender reads: before it waits for the peer, everything it has said is sent, and while it
 * waits the peer is shown that it is alive.
 *
 * <p>Owned by the sender's thread, like the output it flushes.
 */
public final class TurnInput extends InputStream {
  private final ReadAhead in;
  private final PeerOutput out;
  private final KeepAlive keepAlive;
  private final OrderedMessages messages;
  private final byte[] single = new byte[1];

  public TurnInput(ReadAhead in, PeerOutput out, KeepAlive keepAlive, OrderedMessages messages) {
    this.in = in;
    this.out = out;
    this.keepAlive = keepAlive;
    this.messages = messages;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (in.available() == 0) {
      out.flush();
      messages.workerWaits();
      while (!in.await(keepAlive.patienceNanos())) {
        keepAlive.send(out);
      }
    }
    return messages.take(buffer, offset, length);
  }

  @Override
  public int available() {
    return in.available();
  }
}
