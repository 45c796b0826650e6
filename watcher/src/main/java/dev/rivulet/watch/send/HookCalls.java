// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.hook.BatchHook;
import dev.rivulet.watch.hook.BatchNotice;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.transfer.Settlement;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the hooks of a mirror of the batches to one target. A hook that throws is a defect of the
 * hook: it is told to the listener, and the transfer goes on. Owned by one worker.
 */
final class HookCalls {
  private final SourceSide side;
  private final String target;

  /** Of the transfers under way; null while none has been settled. */
  private Settlement settlement;

  HookCalls(SourceSide side, String target) {
    this.side = side;
    this.target = target;
  }

  /** What is to be done between the two calls of every hook. */
  @FunctionalInterface
  interface Transfer {
    ExitCode run() throws IOException, InterruptedException;
  }

  /**
   * Runs a transfer between the calls; {@code after} is called however it ends. Nobody is told of a
   * batch without a path.
   */
  void around(List<TreePath> updated, List<TreePath> deleted, Transfer transfer)
      throws IOException, InterruptedException {
    List<BatchHook> hooks = side.settings().hooks();
    if (hooks.isEmpty() || updated.isEmpty() && deleted.isEmpty()) {
      transfer.run();
      return;
    }
    long start = side.now();
    BatchNotice notice = notice(updated, deleted);
    List<BatchHook> told = new ArrayList<>();
    ExitCode code = ExitCode.STREAM_IO;
    settlement = null;
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
      BatchNotice done = done(notice, code, Duration.ofNanos(side.now() - start));
      told.forEach(hook -> after(hook, done));
    }
  }

  /** What has become of the marks of the batch under way. */
  void settled(Settlement marks) {
    settlement = marks;
  }

  /** Only what has arrived is told; the rest comes again with a later batch. */
  private BatchNotice done(BatchNotice notice, ExitCode code, Duration took) {
    if (code == ExitCode.OK) {
      return notice.done(code, took);
    }
    Set<TreePath> confirmed = new HashSet<>();
    if (settlement != null) {
      settlement.confirmed().forEach(mark -> confirmed.add(mark.path()));
    }
    List<TreePath> arrived = notice.updated().stream().filter(confirmed::contains).toList();
    List<TreePath> gone =
        notice.deleted().stream()
            .filter(top -> confirmed.stream().anyMatch(path -> path.startsWith(top)))
            .toList();
    return notice.done(arrived, gone, code, took);
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
