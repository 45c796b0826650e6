// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.engine.dialogue.PeerMessages;
import dev.rivulet.rsync.engine.transfer.Events;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.wire.MessageCode;
import dev.rivulet.rsync.wire.MessageSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a receiving peer says beside its requests; called on the reading thread of the sender. */
public final class SenderMessages implements MessageSink {
  private final PeerMessages common;
  private final Events events;
  private final Confirmations confirmations;

  /** Indexes of files that have arrived and may be removed here. */
  private final Queue<Integer> arrived = new ConcurrentLinkedQueue<>();

  public SenderMessages(Transfer transfer, Connection connection, Confirmations confirmations) {
    this.common = new PeerMessages(transfer, connection);
    this.events = transfer.events();
    this.confirmations = confirmations;
  }

  Queue<Integer> arrived() {
    return arrived;
  }

  @Override
  public void message(MessageCode code, byte[] payload) throws IOException {
    switch (code) {
      case SUCCESS -> arrived.add(MessageCode.value(payload));
      case DELETED -> deleted(payload);
      case ERROR_XFER, ERROR -> {
        common.message(code, payload);
        confirmations.blame(payload);
      }
      default -> common.message(code, payload);
    }
  }

  /** A NUL behind the name marks a directory. */
  private void deleted(byte[] payload) {
    boolean directory = payload.length > 0 && payload[payload.length - 1] == 0;
    byte[] name = directory ? Arrays.copyOf(payload, payload.length - 1) : payload;
    events.emit(new TransferEvent.Deleted(name, directory));
  }
}
