// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferEvent.Severity;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.wire.MessageCode;
import dev.rivulet.rsync.wire.MessageSink;
import java.io.IOException;
import java.util.Arrays;

/** The messages that mean the same for every role; called on the thread that reads the peer. */
public final class PeerMessages implements MessageSink {
  /** Longer timeouts, and none at all, are not taken from a peer. */
  private static final int LONGEST_TIMEOUT_SECONDS = 86_400;

  private final Transfer transfer;
  private final Connection connection;

  public PeerMessages(Transfer transfer, Connection connection) {
    this.transfer = transfer;
    this.connection = connection;
  }

  /**
   * {@inheritDoc}
   *
   * @throws PeerExit when the peer says that it ends
   */
  @Override
  public void message(MessageCode code, byte[] payload) throws IOException {
    switch (code) {
      case INFO -> text(Severity.INFO, payload);
      case WARNING -> text(Severity.WARNING, payload);
      case ERROR -> text(Severity.ERROR, payload);
      case ERROR_XFER -> {
        transfer.outcome().addTransferError();
        text(Severity.ERROR_TRANSFER, payload);
      }
      case IO_ERROR -> transfer.outcome().addIoError(MessageCode.value(payload));
      case IO_TIMEOUT -> adoptTimeout(MessageCode.value(payload));
      case ERROR_EXIT ->
          throw payload.length == 0
              ? PeerExit.acknowledging()
              : PeerExit.failing(MessageCode.value(payload));
      case NOOP, DATA, SUCCESS, DELETED, NO_SEND -> {
        // An old keep-alive, or a message for a role that this end does not have.
      }
    }
  }

  private void text(Severity severity, byte[] payload) {
    int end = payload.length;
    while (end > 0 && payload[end - 1] == '\n') {
      end--;
    }
    transfer.events().emit(new TransferEvent.Message(severity, Arrays.copyOf(payload, end), true));
  }

  private void adoptTimeout(int seconds) {
    int own = connection.timeoutSeconds();
    boolean shorter = own == 0 || seconds < own;
    if (!transfer.isServer() && seconds > 0 && seconds <= LONGEST_TIMEOUT_SECONDS && shorter) {
      connection.setTimeoutSeconds(seconds);
    }
  }
}
