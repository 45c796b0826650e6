// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.log;

import dev.rivulet.rsync.store.SystemErrors;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDateTime;

/**
 * The log as one connection, or the daemon itself, sees it. Texts are byte texts; what a peer may
 * have put into them is escaped here.
 */
public final class DaemonLog implements Closeable {
  private final LogOptions options;
  private final long id;
  private LogDestination destination;

  /**
   * Where logs go unless a file is named.
   *
   * @param commandLineFile of {@code --log-file}, which replaces what the configuration says; empty
   *     without it
   */
  public record LogOptions(String commandLineFile, Syslog syslog, Clock clock) {}

  /** Opens the log a part of the configuration names; falls back to syslog. */
  public static DaemonLog open(
      LogOptions options, long id, String file, String facility, String tag) {
    DaemonLog log = new DaemonLog(options, id);
    log.reopen(file, facility, tag);
    return log;
  }

  private DaemonLog(LogOptions options, long id) {
    this.options = options;
    this.id = id;
  }

  /** Goes on elsewhere, as a module may have a log of its own. */
  public void reopen(String file, String facility, String tag) {
    String name = options.commandLineFile().isEmpty() ? file : options.commandLineFile();
    LogDestination previous = destination;
    String failure = "";
    try {
      destination = name.isEmpty() ? null : LogFile.open(name);
    } catch (IOException e) {
      destination = null;
      failure = "failed to open log-file " + name + ": " + SystemErrors.reason(e);
    }
    if (destination == null) {
      destination = options.syslog().open(facility, tag);
    }
    if (previous != null) {
      previous.close();
    }
    if (!failure.isEmpty()) {
      line("rsync: [Receiver] " + failure);
      line("Ignoring \"log file\" setting.");
    }
  }

  /** Writes one line. */
  public void line(String text) {
    LocalDateTime now = LocalDateTime.now(options.clock());
    destination.write(new LogLine(now, id, LogText.escaped(text)));
  }

  /** The number that stands for this connection in the log. */
  public long id() {
    return id;
  }

  @Override
  public void close() {
    destination.close();
  }
}
