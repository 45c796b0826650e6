// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.Mark.Change;
import dev.rivulet.watch.Mark.Scope;
import dev.rivulet.watch.WatchEvent.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Keeps one target equal to one source: waits for marks, looks at the files, sends what it found,
 * and marks again what was not confirmed.
 *
 * <p>One thread per worker; a failing target never touches another one. The thread ends by {@link
 * #stop}. The source guard is asked before every transfer: as long as the source is not the
 * directory it was, nothing is sent, so nothing is deleted.
 */
final class TargetWorker implements Runnable {
  /** Marks in one batch; more make the next one. */
  private static final int BATCH = 50_000;

  /** From one start to the next: about forty transfers a second at most. */
  private static final long GAP_NANOS = 25_000_000;

  private static final long IDLE_NANOS = 1_000_000_000;
  private static final Duration PARTIAL_RETRY = Duration.ofSeconds(5);

  private final WatchSource source;
  private final LocalFiles files;
  private final SourceGuard guard;
  private final MarkSet marks;
  private final Target target;
  private final TransferOptions options;
  private final TransferListener transferListener;
  private final WatchListener listener;
  private final LongSupplier clock;
  private final RetryPolicy retry = new RetryPolicy(new SplittableRandom());
  private volatile boolean stopped;
  private volatile Thread thread;
  private boolean synchronised;
  private SourceGuard.State lastState = SourceGuard.State.PRESENT;
  private long lastStart;

  TargetWorker(
      WatchSource source,
      LocalFiles files,
      SourceGuard guard,
      MarkSet marks,
      Target target,
      TransferOptions options,
      TransferListener transferListener,
      WatchListener listener,
      LongSupplier clock) {
    this.source = source;
    this.files = files;
    this.guard = guard;
    this.marks = marks;
    this.target = target;
    this.options = options;
    this.transferListener = transferListener;
    this.listener = listener;
    this.clock = clock;
    this.lastStart = clock.getAsLong() - GAP_NANOS;
  }

  MarkSet marks() {
    return marks;
  }

  /** Makes the thread end after the transfer it is in. */
  void stop() {
    stopped = true;
    marks.close();
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      while (!stopped) {
        workOrReport();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeTarget();
    }
  }

  /** A defect in one transfer must not leave the target behind for ever. */
  private void workOrReport() throws InterruptedException {
    try {
      work();
    } catch (RuntimeException defect) {
      System.getLogger(TargetWorker.class.getName())
          .log(System.Logger.Level.ERROR, "a transfer to " + target.name() + " broke down", defect);
      backOff(new IOException("internal error: " + defect, defect));
    }
  }

  private void work() throws InterruptedException {
    if (!sourceIsThere()) {
      Thread.sleep(Duration.ofNanos(IDLE_NANOS).toMillis());
    } else if (!synchronised) {
      synchronise();
    } else if (marks.awaitReady(clock, IDLE_NANOS)) {
      keepGap();
      sendMarks();
    } else {
      dropStaleConnection();
    }
  }

  private boolean sourceIsThere() {
    SourceGuard.State state = guard.state();
    if (state != lastState) {
      if (state == SourceGuard.State.PRESENT) {
        listener.on(new WatchEvent.SourceBack(source.toString()));
        marks.add(source.directory(), Scope.TREE, Change.CONTENT, clock.getAsLong());
      } else {
        boolean replaced = state == SourceGuard.State.REPLACED;
        listener.on(new WatchEvent.SourceLost(source.toString(), replaced));
      }
      lastState = state;
    }
    return state == SourceGuard.State.PRESENT;
  }

  private void keepGap() throws InterruptedException {
    long wait = lastStart + GAP_NANOS - clock.getAsLong();
    if (wait > 0) {
      Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
    }
    lastStart = clock.getAsLong();
  }

  // ---------------------------------------------------------------- the first transfer

  /** Sends everything once, with the user's own options and output. */
  private void synchronise() throws InterruptedException {
    long started = clock.getAsLong();
    marks.treeTransferStarted();
    try {
      TransferPlan plan = plan();
      Outcome outcome = new Outcome(transferListener);
      ExitCode code = push(plan.complete(), outcome);
      synchronised = true;
      listener.on(new WatchEvent.Synchronised(target.name(), since(started)));
      if (code != ExitCode.OK) {
        markAgain(outcome.failedMarks(started), source.directory(), started);
      }
      succeeded();
    } catch (IOException e) {
      backOff(e);
    } finally {
      marks.treeTransferEnded();
    }
  }

  private void markAgain(List<Mark> failed, TreePath everything, long first) {
    long again = clock.getAsLong() + PARTIAL_RETRY.toNanos();
    List<Mark> due =
        failed.isEmpty()
            ? List.of(new Mark(everything, Scope.TREE, Change.CONTENT, first, again, false))
            : failed;
    marks.putBack(due, again);
  }

  // ---------------------------------------------------------------- batches

  private void sendMarks() throws InterruptedException {
    List<Mark> taken = marks.take(clock.getAsLong(), BATCH);
    if (taken.isEmpty()) {
      return;
    }
    boolean sent = false;
    try {
      Batch batch = look(taken);
      if (guard.state() != SourceGuard.State.PRESENT) {
        return;
      }
      sent = send(batch);
    } catch (IOException e) {
      marks.putBack(taken, clock.getAsLong());
      sent = true;
      backOff(e);
    } finally {
      if (!sent) {
        marks.putBack(taken, clock.getAsLong());
      }
    }
  }

  private Batch look(List<Mark> taken) throws IOException {
    try (Workspace workspace = files.open();
        FileTree base = workspace.open(source.base())) {
      return BatchBuilder.build(base, taken);
    }
  }

  /** Sends a batch; true means that its marks have been dealt with. */
  private boolean send(Batch batch) throws IOException {
    Outcome outcome = new Outcome(TransferListener.NONE);
    ExitCode worst = ExitCode.OK;
    boolean trees = !batch.trees().isEmpty() || !batch.lists().isEmpty();
    if (trees) {
      marks.treeTransferStarted();
    }
    try {
      if (!batch.isEmpty()) {
        for (TransferPlan.Step step : plan().steps(batch)) {
          ExitCode code = push(step, outcome);
          worst = worst == ExitCode.OK ? code : worst;
        }
      }
    } finally {
      if (trees) {
        marks.treeTransferEnded();
      }
    }
    settle(batch, worst, outcome);
    succeeded();
    target.keepWarm(options);
    return true;
  }

  /** Confirms what arrived and marks again what did not. */
  private void settle(Batch batch, ExitCode code, Outcome outcome) {
    long now = clock.getAsLong();
    List<Mark> again = new ArrayList<>(batch.deferred());
    Set<TreePath> missing = new HashSet<>(batch.missing());
    for (Mark mark : batch.marks()) {
      if (code != ExitCode.OK && outcome.mayHaveFailed(mark)) {
        again.add(mark);
      } else {
        Duration lag = Duration.ofNanos(now - mark.firstNanos());
        listener.on(new WatchEvent.Confirmed(target.name(), mark.path(), kind(mark, missing), lag));
      }
    }
    if (!again.isEmpty()) {
      marks.putBack(again, now + PARTIAL_RETRY.toNanos());
      String reason = outcome.reason(code);
      listener.on(new WatchEvent.Failing(target.name(), reason, PARTIAL_RETRY, marks.size()));
    }
  }

  private static Kind kind(Mark mark, Set<TreePath> missing) {
    for (TreePath at = mark.path(); !at.isRoot(); at = at.parent()) {
      if (missing.contains(at)) {
        return Kind.DELETED;
      }
    }
    return mark.scope() == Scope.FILE ? Kind.UPDATED : Kind.COMPARED;
  }

  // ---------------------------------------------------------------- one transfer

  private TransferPlan plan() throws IOException {
    return new TransferPlan(options, source, target.protocol(options));
  }

  /** Makes one transfer; a result that is not worth a retry of everything is returned. */
  private ExitCode push(TransferPlan.Step step, Outcome outcome) throws IOException {
    TransferResult result = target.push(step.options(), step.sources(), outcome);
    switch (result.exitCode()) {
      case OK:
      case PARTIAL:
      case VANISHED:
      case DELETE_LIMIT:
        return result.exitCode();
      default:
        throw new RsyncException(result.exitCode(), outcome.reason(result.exitCode()));
    }
  }

  private void succeeded() {
    if (retry.failures() > 0) {
      listener.on(new WatchEvent.Recovered(target.name()));
    }
    retry.succeeded();
  }

  private void backOff(IOException failure) throws InterruptedException {
    if (stopped) {
      return;
    }
    Duration delay = isRefusal(failure) ? retry.refused() : retry.failed();
    String reason = String.valueOf(failure.getMessage());
    listener.on(new WatchEvent.Failing(target.name(), reason, delay, marks.size()));
    Thread.sleep(delay.toMillis());
  }

  /** Whether trying again soon is pointless because somebody must change a setting first. */
  private static boolean isRefusal(IOException failure) {
    if (!(failure instanceof RsyncException e)) {
      return false;
    }
    return switch (e.exitCode()) {
      case SYNTAX, PROTOCOL, UNSUPPORTED -> true;
      case START_CLIENT ->
          Target.isAnswer(e) && !String.valueOf(e.getMessage()).contains("max connections");
      default -> false;
    };
  }

  private Duration since(long started) {
    return Duration.ofNanos(clock.getAsLong() - started);
  }

  private void dropStaleConnection() {
    try {
      target.dropStale();
    } catch (IOException e) {
      closeTarget();
    }
  }

  private void closeTarget() {
    try {
      target.close();
    } catch (IOException e) {
      System.getLogger(TargetWorker.class.getName())
          .log(System.Logger.Level.DEBUG, "closing the connection to " + target.name(), e);
    }
  }

  /** What the events of the transfers of one batch say about single files. */
  private static final class Outcome implements TransferListener {
    private final TransferListener next;
    private final Set<TreePath> failed = new HashSet<>();
    private boolean unclear;
    private String lastError = "";

    Outcome(TransferListener next) {
      this.next = next;
    }

    @Override
    public synchronized void on(TransferEvent event) {
      if (event instanceof TransferEvent.Failed failure) {
        noteFailed(failure.name());
      } else if (event instanceof TransferEvent.Message message
          && message.severity() != TransferEvent.Severity.INFO) {
        lastError = new String(message.text(), java.nio.charset.StandardCharsets.UTF_8);
      }
      next.on(event);
    }

    private void noteFailed(byte[] name) {
      try {
        failed.add(TreePath.of(name));
      } catch (IllegalArgumentException notAPath) {
        unclear = true;
      }
    }

    /** Without a named culprit every mark of the batch stays. */
    synchronized boolean mayHaveFailed(Mark mark) {
      if (unclear || failed.isEmpty()) {
        return true;
      }
      if (failed.contains(mark.path())) {
        return true;
      }
      return mark.scope() != Scope.FILE
          && failed.stream().anyMatch(path -> path.startsWith(mark.path()));
    }

    synchronized List<Mark> failedMarks(long first) {
      List<Mark> marks = new ArrayList<>();
      if (!unclear) {
        for (TreePath path : failed) {
          marks.add(new Mark(path, Scope.FILE, Change.CONTENT, first, first, false));
        }
      }
      return marks;
    }

    synchronized String reason(ExitCode code) {
      return lastError.isEmpty() ? code.text() : lastError;
    }
  }
}
