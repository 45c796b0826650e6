// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.action.ActionLog;
import dev.rivulet.watch.action.ActionLoop;
import dev.rivulet.watch.action.ActionRunner;
import dev.rivulet.watch.action.ChangeReader;
import dev.rivulet.watch.action.DelayQueue;
import dev.rivulet.watch.config.Companion;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.MirrorOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** All syncs of a configuration that run commands and functions for events. */
final class LsyncdActions implements Companion {
  private final LsyncdFile file;

  /**
   * Checks everything that can be checked before events come.
   *
   * @throws ConfigException for a command or pattern that cannot be used
   */
  LsyncdActions(LsyncdFile file) throws ConfigException {
    this.file = file;
    for (ActionSync sync : actions()) {
      new LuaHandler(sync, file.program(), (category, text) -> {});
      filters(sync);
    }
  }

  private List<ActionSync> actions() {
    return file.syncs().stream()
        .filter(ActionSync.class::isInstance)
        .map(ActionSync.class::cast)
        .toList();
  }

  private static FilterList filters(ActionSync sync) throws ConfigException {
    return MirrorOptions.parse(sync.place(), sync.patterns()).transfer().filters();
  }

  @Override
  public String name() {
    return "actions";
  }

  @Override
  public Running start(ActionLog log) throws IOException {
    Started started = new Started(file.settings().maxTransfers());
    try {
      new LuaRuntime(file.program(), started.loop, log).install();
      for (ActionSync sync : actions()) {
        started.add(sync, file, log);
      }
      started.run();
      return started;
    } catch (IOException | RuntimeException e) {
      started.closeAfter(e);
      throw e;
    }
  }

  private static final class Started implements Running {
    private final ActionLoop loop;
    private final List<ChangeReader> readers = new ArrayList<>();
    private final CompletableFuture<OptionalInt> end = new CompletableFuture<>();
    private volatile boolean running;

    Started(int mostProcesses) {
      this.loop = new ActionLoop(mostProcesses, System::nanoTime);
    }

    void add(ActionSync sync, LsyncdFile file, ActionLog log) throws IOException {
      LuaHandler handler = new LuaHandler(sync, file.program(), log);
      long delayNanos = sync.delay().toNanos();
      DelayQueue queue = new DelayQueue(delayNanos, sync.maxDelays(), handler.wantsMoves());
      ActionRunner runner =
          new ActionRunner(sync.name(), queue, handler, sync.maxProcesses(), delayNanos, loop, log);
      loop.add(runner);
      EventMode mode = file.mode();
      readers.add(
          new ChangeReader(
              sync.source(),
              filters(sync),
              mode,
              change -> loop.report(runner, change),
              () -> loop.restart(runner),
              log));
    }

    void run() {
      for (ChangeReader reader : readers) {
        new Thread(reader, "rivulet-events-" + readers.indexOf(reader)).start();
      }
      running = true;
      new Thread(this::loop, "rivulet-actions").start();
    }

    private void loop() {
      try {
        end.complete(loop.run());
      } catch (IOException | RuntimeException | Error e) {
        end.completeExceptionally(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        end.completeExceptionally(e);
      }
    }

    @Override
    public OptionalInt await() throws IOException, InterruptedException {
      try {
        return end.get();
      } catch (ExecutionException e) {
        throw new IOException("actions have ended: " + e.getCause().getMessage(), e.getCause());
      }
    }

    @Override
    public int watchedDirectories() {
      return readers.stream().mapToInt(ChangeReader::watches).sum();
    }

    @Override
    public void close() throws IOException {
      IOException failure = null;
      for (ChangeReader reader : readers) {
        try {
          reader.close();
        } catch (IOException e) {
          failure = e;
        }
      }
      loop.stop();
      if (running) {
        // However it ended, await tells it.
        end.handle((code, error) -> code).join();
      }
      if (failure != null) {
        throw failure;
      }
    }

    void closeAfter(Exception cause) {
      try {
        close();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }
}
