// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.receiver;

import dev.rivulet.rsync.engine.dialogue.Note;
import dev.rivulet.rsync.engine.dialogue.Outbox;
import dev.rivulet.rsync.engine.dialogue.PeerMessages;
import dev.rivulet.rsync.engine.dialogue.Requests;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.wire.MessageCode;
import dev.rivulet.rsync.wire.MessageSink;
import java.io.IOException;

/** What a sending peer says beside its data; called on the thread that reads the connection. */
public final class ReceiverMessages implements MessageSink {
  private final PeerMessages common;
  private final Outbox outbox;
  private final Requests requests;

  public ReceiverMessages(
      Transfer transfer, Connection connection, Outbox outbox, Requests requests) {
    this.common = new PeerMessages(transfer, connection);
    this.outbox = outbox;
    this.requests = requests;
  }

  /**
   * {@inheritDoc}
   *
   * <p>That a file will not come may be the last thing a sender says before it waits for us, so the
   * generator hears of it at once.
   */
  @Override
  public void message(MessageCode code, byte[] payload) throws IOException {
    if (code != MessageCode.NO_SEND) {
      common.message(code, payload);
      return;
    }
    int index = MessageCode.value(payload);
    if (index >= 0 && requests.take(index)) {
      outbox.put(new Note.Lost(index));
    }
  }
}
