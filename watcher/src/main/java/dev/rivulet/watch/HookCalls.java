// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.hook.BatchHook;
import dev.rivulet.watch.hook.BatchNotice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the hooks of a mirror of the batches to one target. A hook that throws is a defect of the
 * hook: it is told to the listener, and the transfer goes on. Owned by one worker.
 */
final class HookCalls {
  private final SourceSide side;
  private final String target;

  HookCalls(SourceSide side, String target) {
    this.side = side;
    this.target = target;
  }

  /** What is to be done between the two calls of every hook. */
  @FunctionalInterface
  interface Transfer {
    ExitCode run() throws IOException, InterruptedException;
  }

  /** Runs a transfer between the calls; {@code after} is called however it ends. */
  void around(List<TreePath> updated, List<TreePath> deleted, Transfer transfer)
      throws IOException, InterruptedException {
    List<BatchHook> hooks = side.settings().hooks();
    if (hooks.isEmpty()) {
      transfer.run();
      return;
    }
    long start = side.now();
    BatchNotice notice = notice(updated, deleted);
    List<BatchHook> told = new ArrayList<>();
    ExitCode code = ExitCode.STREAM_IO;
    try {
      for (BatchHook hook : hooks) {
        told.add(hook);
        before(hook, notice);
      }
      code = transfer.run();
    } catch (RsyncException e) {
      code = e.exitCode();
      throw e;
    } finally {
      BatchNotice done = notice.done(code, Duration.ofNanos(side.now() - start));
      told.forEach(hook -> after(hook, done));
    }
  }

  private BatchNotice notice(List<TreePath> updated, List<TreePath> deleted) {
    Mirror mirror = side.mirror();
    return new BatchNotice(
        mirror.name(),
        target,
        mirror.source(),
        updated,
        deleted,
        null,
        Instant.now(),
        Duration.ZERO);
  }

  private void before(BatchHook hook, BatchNotice notice) throws InterruptedException {
    try {
      hook.before(notice);
    } catch (RuntimeException defect) {
      report(hook, defect);
    }
  }

  private void after(BatchHook hook, BatchNotice notice) {
    try {
      hook.after(notice);
    } catch (RuntimeException defect) {
      report(hook, defect);
    }
  }

  private void report(BatchHook hook, RuntimeException defect) {
    System.getLogger(HookCalls.class.getName())
        .log(System.Logger.Level.ERROR, "a hook broke down: " + hook, defect);
    side.tell(new WatchEvent.HookFailed(hook.getClass().getSimpleName(), "broke down: " + defect));
  }
}
