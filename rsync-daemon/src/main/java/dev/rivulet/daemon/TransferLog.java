// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.log.DaemonLog;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.event.ItemLines;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import java.util.Optional;

/** Writes down what a transfer does, in the lines of rsync's log, and passes the events on. */
final class TransferLog implements TransferListener {
  private final DaemonLog log;
  private final Optional<ItemLines> lines;
  private final TransferListener next;
  private volatile boolean failureTold;
  private int sumLength;

  /**
   * @param lines about files, empty without {@code transfer logging} and in a dry run
   */
  TransferLog(DaemonLog log, Optional<ItemLines> lines, TransferListener next) {
    this.log = log;
    this.lines = lines;
    this.next = next;
  }

  /** Whether the log has the line that a failed transfer ends with. */
  boolean hasToldFailure() {
    return failureTold;
  }

  @Override
  public void on(TransferEvent event) {
    if (event instanceof TransferEvent.ListStarted list) {
      sumLength = list.sumLength();
      log.line(list.sending() ? "building file list" : "receiving file list");
    } else if (event instanceof TransferEvent.Message message) {
      if (message.fromPeer() || message.severity() != TransferEvent.Severity.INFO) {
        String text = ByteText.of(message.text()).stripTrailing();
        failureTold |= text.startsWith(SessionEnding.START);
        log.line(text);
      }
    } else if (event instanceof TransferEvent.Item item) {
      lines.flatMap(form -> form.of(item)).ifPresent(this::write);
    } else if (event instanceof TransferEvent.FileFinished file) {
      lines.flatMap(form -> form.of(file)).ifPresent(this::write);
    } else if (event instanceof TransferEvent.Deleted deleted) {
      lines.map(form -> form.of(deleted, sumLength)).ifPresent(this::write);
    }
    next.on(event);
  }

  private void write(byte[] line) {
    log.line(ByteText.of(line));
  }
}
