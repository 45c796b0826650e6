// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.Watcher;
import dev.rivulet.watch.config.WatchConfig;
import dev.rivulet.watch.log.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a running watcher do what a new configuration says: a mirror that is configured as before
 * goes on undisturbed, the others end and start.
 */
final class Reload {
  private final Watcher watcher;
  private final Log log;

  Reload(Watcher watcher, Log log) {
    this.watcher = watcher;
    this.log = log;
  }

  /**
   * Changes the watcher.
   *
   * @param running what it does now
   * @throws IOException if a source is missing; then nothing has changed
   */
  void apply(WatchConfig running, WatchConfig next) throws IOException {
    List<Mirror> starting = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Mirror mirror : next.mirrors()) {
      if (next.keeps(mirror.name(), running)) {
        names.add(mirror.name());
      } else {
        watcher.check(mirror);
        starting.add(mirror);
      }
    }
    int ended = 0;
    for (Mirror mirror : running.mirrors()) {
      if (!names.contains(mirror.name())) {
        end(mirror);
        ended++;
      }
    }
    starting.forEach(this::start);
    log.write(
        Log.Level.NORMAL,
        "configuration read again: "
            + names.size()
            + " mirrors go on, "
            + ended
            + " ended, "
            + starting.size()
            + " started");
    if (!next.settings().equals(running.settings())) {
      log.write(
          Log.Level.PROBLEM, "what changed in front of the sections counts from the next start");
    }
  }

  private void end(Mirror mirror) {
    try {
      watcher.remove(mirror.name());
    } catch (IOException e) {
      log.write(Log.Level.PROBLEM, "[" + mirror.name() + "]: ending: " + e.getMessage());
    }
  }

  private void start(Mirror mirror) {
    try {
      watcher.add(mirror);
    } catch (IOException e) {
      log.write(Log.Level.PROBLEM, "[" + mirror.name() + "] does not run: " + e.getMessage());
    }
  }
}
