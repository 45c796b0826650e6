// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.event;

import dev.rivulet.rsync.store.SystemErrors;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.tools.EventFormat;
import dev.rivulet.watch.tools.SeenEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends a line for each event to a file, which may be renamed or removed at any time: it is
 * opened for each line.
 */
public final class EventLog implements EventHandler {
  private final Path file;
  private final EventFormat line;

  /**
   * A log.
   *
   * @param line the form of a line, its end included
   */
  public EventLog(Path file, EventFormat line) {
    this.file = file;
    this.line = line;
  }

  /** Where the lines go. */
  public Path file() {
    return file;
  }

  /** The monitor tells of failures. */
  @Override
  public void start(WatchListener listener) {}

  @Override
  public void on(SeenEvent event) throws IOException {
    try {
      Files.write(file, line.line(event), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + SystemErrors.reason(e), e);
    }
  }

  @Override
  public void close() {}
}
