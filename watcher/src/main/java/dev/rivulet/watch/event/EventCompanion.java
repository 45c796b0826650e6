// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.event;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.SystemErrors;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.action.ActionLog;
import dev.rivulet.watch.config.Companion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** A task of a configuration, run beside its mirrors or without any. */
public record EventCompanion(EventTask task) implements Companion {

  @Override
  public String name() {
    return task.name();
  }

  @Override
  public Running start(ActionLog log) throws IOException {
    WatchListener listener =
        event -> {
          if (event instanceof WatchEvent.HookFailed failed) {
            log.log("Error", failed.hook() + ": " + failed.reason());
          }
        };
    EventMonitor monitor = open(listener);
    log.log("Normal", "watching " + monitor.watchedDirectories() + " directories");
    return new Monitored(monitor);
  }

  private EventMonitor open(WatchListener listener) throws IOException {
    try {
      return EventMonitor.start(task, listener);
    } catch (IOException e) {
      String source = new String(task.source(), StandardCharsets.UTF_8);
      throw new IOException(
          "[" + task.name() + "] " + source + " cannot be watched: " + reason(e), e);
    }
  }

  private static String reason(IOException failure) {
    return SystemErrors.reason(failure.getCause() instanceof StoreException e ? e : failure);
  }

  private record Monitored(EventMonitor monitor) implements Running {

    @Override
    public OptionalInt await() throws InterruptedException {
      monitor.await();
      return OptionalInt.empty();
    }

    @Override
    public int watchedDirectories() {
      return monitor.watchedDirectories();
    }

    @Override
    public void close() throws IOException {
      monitor.close();
    }
  }
}
