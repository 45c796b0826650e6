// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.client.Endpoint;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.daemon.RsyncDaemon;
import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.watch.FlushResult;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.Watcher;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The Java of the README; what stands between the marks stands there, to the letter. */
final class ReadmeExample {
  private ReadmeExample() {}

  // tag::readme[]
  static void serveAndMirror(String source, String mirror)
      throws IOException, InterruptedException {
    ModuleConfig module = ModuleConfig.builder("data").path(mirror).readOnly(false).build();
    try (RsyncDaemon daemon = RsyncDaemon.builder().module(module).port(0).start()) {
      Endpoint target = Endpoint.parse("rsync://localhost:" + daemon.port() + "/data/");
      TransferOptions options = TransferOptions.builder().archive().build();
      RsyncClient.builder().build().push(options, List.of(source.getBytes()), target);
      try (Watcher watcher = Watcher.builder().source(source).target(target).start()) {
        watcher.await(); // until this thread is interrupted
      }
    }
  }

  // end::readme[]

  // tag::watcher[]
  static void keepEqual(String source, Endpoint target) throws IOException, InterruptedException {
    WatchListener listener =
        event -> {
          if (event instanceof WatchEvent.Confirmed arrived) {
            System.out.println(arrived.path() + " after " + arrived.lag().toMillis() + " ms");
          } else if (event instanceof WatchEvent.Failing failing) {
            System.err.println(failing.target() + ": " + failing.reason());
          }
        };
    TransferOptions options =
        TransferOptions.builder().archive().deleteMode(DeleteMode.DEFAULT).build();
    Watcher.Builder mirror = Watcher.builder().source(source).target(target).options(options);
    try (Watcher watcher = mirror.listener(listener).start()) {
      FlushResult flushed = watcher.flush("", Duration.ofMinutes(1));
      System.out.println("equal: " + flushed.isComplete());
      for (TargetStatus behind : flushed.behind()) {
        System.out.println(behind.name() + " lags by " + behind.lag() + ": " + behind.reason());
      }
      watcher.await();
    }
  }
  // end::watcher[]
}
