// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.event;

import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.action.ActionLog;
import dev.rivulet.watch.config.Companion;
import java.io.IOException;
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
    EventMonitor monitor = EventMonitor.start(task, listener);
    log.log("Normal", "watching " + monitor.watchedDirectories() + " directories");
    return new Monitored(monitor);
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
