// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.engine.dialogue.PeerExit;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.wire.MessageCode;
import java.io.IOException;

/**
 * Ends a session that cannot go on, so that both ends know why: the text goes to the listener and
 * from a server to its client, then the exit code to the peer.
 */
final class Farewell {
  private final Transfer transfer;
  private final PeerOutput out;
  private final Reports reports;

  Farewell(Transfer transfer, PeerOutput out, Reports reports) {
    this.transfer = transfer;
    this.out = out;
    this.reports = reports;
  }

  /**
   * Tells listener and peer.
   *
   * @return whether the peer has something to read before the connection may be closed
   */
  boolean say(RsyncException failure) {
    boolean exits = transfer.parameters().errorExitMessages();
    try {
      if (failure instanceof PeerExit exit) {
        if (exits && !exit.isAcknowledgement()) {
          out.flush();
          out.send(MessageCode.ERROR_EXIT, new byte[0]);
        }
        return false;
      }
      boolean speakable = Failures.isSpeakable(failure);
      report(failure, speakable);
      if (speakable && exits) {
        out.send(MessageCode.ERROR_EXIT, failure.exitCode().code());
      }
      // A server below protocol 31 would not learn why its client waits.
      return speakable && (exits || transfer.isServer());
    } catch (IOException e) {
      Failures.alsoFailed(failure, e);
      return false;
    } finally {
      failure.markReported();
    }
  }

  private void report(RsyncException failure, boolean speakable) throws IOException {
    byte[] text = Text.of(String.valueOf(failure.getMessage()));
    if (!speakable) {
      if (!failure.isReported()) {
        reports.local(text);
      }
      return;
    }
    if (!failure.isReported()) {
      reports.error(text);
    }
    if (transfer.isServer()) {
      reports.ending(failure.exitCode());
    }
  }
}
