// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.watch.action.ActionLog;
import dev.rivulet.watch.action.ActionLoop;
import dev.rivulet.watch.action.ActionRunner;
import dev.rivulet.watch.action.ChangeReader;
import dev.rivulet.watch.action.DelayQueue;
import dev.rivulet.watch.config.Companion;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.MirrorOptions;
import dev.rivulet.watch.config.SyncStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** All syncs of a configuration that run commands and functions for events. */
final class LsyncdActions implements Companion {
  /** A status waits so long for a turn of the loop to end. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

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

  /** A sync at work. */
  private record Part(
      ActionSync sync, int position, FilterList filters, ActionRunner runner, ChangeReader reader) {

    SyncStatus status() {
      return new SyncStatus(
          sync.name(), position, sync.source(), filters, runner.pending(), reader.watches());
    }
  }

  private static final class Started implements Running {
    private final ActionLoop loop;
    private final List<Part> parts = new ArrayList<>();
    private final CompletableFuture<OptionalInt> end = new CompletableFuture<>();
    private volatile boolean running;
    private volatile List<SyncStatus> lastStatus = List.of();

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
      FilterList filters = filters(sync);
      ChangeReader reader =
          new ChangeReader(
              sync.source(),
              filters,
              file.mode(),
              change -> loop.report(runner, change),
              () -> loop.restart(runner),
              log);
      parts.add(new Part(sync, file.syncs().indexOf(sync), filters, runner, reader));
    }

    void run() {
      for (Part part : parts) {
        new Thread(part.reader(), "rivulet-events-" + parts.indexOf(part)).start();
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
      return parts.stream().mapToInt(part -> part.reader().watches().size()).sum();
    }

    /** A function of the configuration may take its time. */
    @Override
    public List<SyncStatus> status() throws InterruptedException {
      lastStatus = loop.look(this::statusNow, PATIENCE_NANOS).orElse(lastStatus);
      return lastStatus;
    }

    private List<SyncStatus> statusNow() {
      return parts.stream().map(Part::status).toList();
    }

    @Override
    public void close() throws IOException {
      IOException failure = null;
      for (Part part : parts) {
        try {
          part.reader().close();
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
