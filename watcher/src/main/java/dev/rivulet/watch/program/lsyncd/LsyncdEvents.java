// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import dev.rivulet.client.Endpoint;
import dev.rivulet.client.LocalPath;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.config.WatchConfig;
import dev.rivulet.watch.program.WatchPrinter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells what the engine does in lsyncd's words. */
final class LsyncdEvents implements WatchListener {
  private final LsyncdLog log;
  private final WatchListener others;

  /** What is mirrored to a target, by the target's name. */
  private final Map<String, String> sources = new ConcurrentHashMap<>();

  LsyncdEvents(LsyncdLog log) {
    this.log = log;
    this.others = new WatchPrinter(log, true);
  }

  /** Says what is about to be compared. */
  void starting(WatchConfig config, boolean background) {
    log.log(LogChoice.NORMAL, background ? "--- Startup, daemonizing ---" : "--- Startup ---");
    follow(config);
    for (Mirror mirror : config.mirrors()) {
      if (mirror.settings().initialPass()) {
        for (Endpoint target : mirror.targets()) {
          log.log(LogChoice.NORMAL, "recursive startup rsync: " + pair(shown(target)));
        }
      }
    }
  }

  /** Another configuration is in force. */
  void follow(WatchConfig config) {
    for (Mirror mirror : config.mirrors()) {
      String source = new String(mirror.source(), StandardCharsets.UTF_8);
      mirror.targets().forEach(target -> sources.put(shown(target), source));
    }
  }

  /** As the engine names it. */
  private static String shown(Endpoint target) {
    return target instanceof LocalPath
        ? new String(target.path(), StandardCharsets.UTF_8)
        : target.toString();
  }

  @Override
  public void on(WatchEvent event) {
    if (event instanceof WatchEvent.Synchronised done) {
      log.log(LogChoice.NORMAL, "Startup of " + pair(done.target()) + " finished.");
    } else if (event instanceof WatchEvent.Confirmed confirmed) {
      String what =
          switch (confirmed.kind()) {
            case UPDATED -> "Modify";
            case DELETED -> "Delete";
            case COMPARED -> "Compare";
          };
      log.log(
          LogChoice.DELAY,
          "Finish of " + what + " on " + confirmed.path() + " to " + confirmed.target() + " = 0");
    } else if (event instanceof WatchEvent.Failing failing) {
      log.log(
          LogChoice.NORMAL,
          "Retrying "
              + pair(failing.target())
              + " in "
              + failing.retryIn().toMillis()
              + " ms: "
              + failing.reason()
              + " ("
              + failing.marksWaiting()
              + " changes wait)");
    } else {
      others.on(event);
    }
  }

  private String pair(String target) {
    String source = sources.get(target);
    return source == null ? target : source + " -> " + target;
  }
}
