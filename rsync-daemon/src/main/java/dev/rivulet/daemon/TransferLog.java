// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ByteText;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import java.util.Optional;

/** Writes down what a transfer does, in the lines of rsync's log, and passes the events on. */
final class TransferLog implements TransferListener {
  private final DaemonLog log;
  private final Optional<LogFormat> format;
  private final TransferListener next;
  private volatile boolean failureTold;

  /**
   * @param format of a line per file, empty without {@code transfer logging}
   */
  TransferLog(DaemonLog log, Optional<LogFormat> format, TransferListener next) {
    this.log = log;
    this.format = format;
    this.next = next;
  }

  /** Whether the log has the line that a failed transfer ends with. */
  boolean hasToldFailure() {
    return failureTold;
  }

  @Override
  public void on(TransferEvent event) {
    if (event instanceof TransferEvent.ListStarted list) {
      log.line(list.sending() ? "building file list" : "receiving file list");
    } else if (event instanceof TransferEvent.Message message) {
      if (!message.fromPeer() && message.severity() != TransferEvent.Severity.INFO) {
        String text = ByteText.of(message.text()).stripTrailing();
        failureTold |= text.startsWith(SessionEnding.START);
        log.line(text);
      }
    } else if (event instanceof TransferEvent.Item item) {
      format.filter(f -> f.mentions(item)).ifPresent(f -> log.line(f.item(item)));
    } else if (event instanceof TransferEvent.Deleted deleted) {
      format.ifPresent(f -> log.line(f.deleted(deleted)));
    }
    next.on(event);
  }
}
