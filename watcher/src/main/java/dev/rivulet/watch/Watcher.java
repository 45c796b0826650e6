// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.client.Endpoint;
import dev.rivulet.client.LocalFiles;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.source.SourceKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps one or more targets equal to one or more source directories, in real time.
 *
 * <pre>{@code
 * try (Watcher watcher =
 *     Watcher.builder()
 *         .source("/srv/www/")
 *         .target(Endpoint.parse("rsync://backup@host/www/"))
 *         .options(TransferOptions.builder().archive().deleteMode(DeleteMode.DEFAULT).build())
 *         .client(RsyncClient.builder().passwordSource((user, host) -> secret).build())
 *         .listener(event -> System.out.println(event))
 *         .start()) {
 *   watcher.await();
 * }
 * }</pre>
 *
 * <p>Watches first and compares second, so that nothing that changes in between is missed. Files
 * are deleted at a target only if the options ask for it. Safe for several threads.
 */
public final class Watcher implements WatchControl, Closeable {
  /** The --timeout of transfers whose options have none. */
  private static final int TIMEOUT_SECONDS = 60;

  private final List<WatchedTree> trees;
  private final List<Thread> threads;
  private final List<TargetWorker> workers;
  private final Hooks hooks;
  private final Steering steering;

  private Watcher(
      List<WatchedTree> trees, Hooks hooks, List<TargetWorker> workers, List<Thread> threads) {
    this.trees = trees;
    this.hooks = hooks;
    this.steering = new Steering(trees);
    this.workers = workers;
    this.threads = threads;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Directories watched at the moment. */
  public int watchedDirectories() {
    int count = 0;
    for (WatchedTree tree : trees) {
      count += tree.watchedDirectories();
    }
    return count;
  }

  /** Marks that wait for a target, of all targets together. */
  public int waitingMarks() {
    int count = 0;
    for (TargetWorker worker : workers) {
      count += worker.marks().size();
    }
    return count;
  }

  @Override
  public WatcherStatus status() {
    return steering.status();
  }

  @Override
  public int pause(String name) {
    return steering.pause(name);
  }

  @Override
  public int resume(String name) {
    return steering.resume(name);
  }

  @Override
  public FlushResult flush(String name, Duration timeout) throws IOException, InterruptedException {
    return steering.flush(name, timeout);
  }

  @Override
  public List<PathReport> why(byte[] path) throws IOException {
    return steering.why(path);
  }

  @Override
  public int verify(String name) {
    return steering.verify(name);
  }

  @Override
  public int release(String name) {
    return steering.release(name);
  }

  /** Waits until the watcher is closed by another thread. */
  public void await() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Ends the transfers at the next boundary of a batch and stops watching. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (WatchedTree tree : trees) {
      try {
        tree.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    workers.forEach(TargetWorker::stop);
    for (Thread thread : threads) {
      joinUninterrupted(thread);
    }
    try {
      hooks.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static void joinUninterrupted(Thread thread) {
    boolean interrupted = false;
    while (thread != Thread.currentThread() && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Collects what is to be watched; not safe for several threads. */
  public static final class Builder {
    private final List<byte[]> sources = new ArrayList<>();
    private final List<Endpoint> targets = new ArrayList<>();
    private TransferOptions options = TransferOptions.builder().archive().build();
    private RsyncClient client = RsyncClient.builder().build();
    private LocalFiles files = LocalFiles.currentDirectory();
    private SourceKind eventSource = SourceKind.AUTO;
    private final List<Mirror> mirrors = new ArrayList<>();
    private WatchListener listener = WatchListener.NONE;
    private TransferListener transferListener = TransferListener.NONE;

    private Builder() {}

    /**
     * Adds a mirror with settings of its own, beside those that {@link #source} and {@link #target}
     * make.
     */
    public Builder mirror(Mirror mirror) {
      mirrors.add(mirror);
      return this;
    }

    /** A source directory, as rsync takes it: a trailing slash means its contents. */
    public Builder source(String path) {
      return source(path.getBytes(StandardCharsets.UTF_8));
    }

    /** A source directory, as bytes. */
    public Builder source(byte[] path) {
      sources.add(path.clone());
      return this;
    }

    /** A daemon's module or a local directory; several make several independent mirrors. */
    public Builder target(Endpoint target) {
      targets.add(target);
      return this;
    }

    /**
     * What is preserved, filtered and deleted; --archive without deletions by default. Without a
     * --timeout a transfer over which nothing moves for a minute is given up and tried again.
     */
    public Builder options(TransferOptions value) {
      options = value;
      return this;
    }

    /** Who makes the transfers: passwords, connector, time-outs. */
    public Builder client(RsyncClient value) {
      client = value;
      return this;
    }

    /** Where relative sources start; the current directory by default. */
    public Builder files(LocalFiles value) {
      files = value;
      return this;
    }

    /** How changes are heard of; by default {@link SourceKind#AUTO}. */
    public Builder eventSource(SourceKind value) {
      eventSource = value;
      return this;
    }

    /** Who hears of lags, failures and the state of the source. */
    public Builder listener(WatchListener value) {
      listener = value;
      return this;
    }

    /** Who hears the events of the first, complete transfer. */
    public Builder transferListener(TransferListener value) {
      transferListener = value;
      return this;
    }

    /**
     * Sets all watches, then starts comparing.
     *
     * @throws IOException if a source is not a directory or cannot be watched at all
     * @throws IllegalStateException without a source or a target
     */
    public Watcher start() throws IOException {
      List<Mirror> all = allMirrors();
      WatchListener events = oneAtATime(listener);
      List<WatchedTree> trees = new ArrayList<>();
      try {
        for (Mirror mirror : all) {
          trees.add(WatchedTree.open(endingHangingTransfers(mirror), files, events));
        }
        int directories = 0;
        for (WatchedTree tree : trees) {
          tree.start();
          directories += tree.watchedDirectories();
        }
        events.on(new WatchEvent.Watching(directories));
        return run(trees, Hooks.start(all, events));
      } catch (IOException | RuntimeException e) {
        for (WatchedTree tree : trees) {
          tree.closeAfter(e);
        }
        throw e;
      }
    }

    private List<Mirror> allMirrors() {
      if (sources.isEmpty() != targets.isEmpty() || sources.isEmpty() && mirrors.isEmpty()) {
        throw new IllegalStateException("a watcher needs a source and a target");
      }
      List<Mirror> all = new ArrayList<>(mirrors);
      for (byte[] source : sources) {
        Mirror mirror = Mirror.of(source, targets, options, client);
        MirrorSettings settings = mirror.settings().toBuilder().eventSource(eventSource).build();
        all.add(mirror.withSettings(settings));
      }
      return all;
    }

    /** Nobody sits at the terminal to end a transfer with a peer that died without a word. */
    private static Mirror endingHangingTransfers(Mirror mirror) {
      return mirror.options().wire().timeoutSeconds() == 0
          ? mirror.withOptions(mirror.options().toBuilder().timeoutSeconds(TIMEOUT_SECONDS).build())
          : mirror;
    }

    private Watcher run(List<WatchedTree> trees, Hooks hooks) {
      List<TargetWorker> workers = new ArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (WatchedTree tree : trees) {
        for (TargetWorker worker : tree.workers(transferListener)) {
          workers.add(worker);
          Thread thread = new Thread(worker, "rivulet-watch-" + threads.size());
          threads.add(thread);
          thread.start();
        }
      }
      return new Watcher(List.copyOf(trees), hooks, List.copyOf(workers), List.copyOf(threads));
    }

    private static WatchListener oneAtATime(WatchListener listener) {
      ReentrantLock lock = new ReentrantLock();
      return event -> {
        lock.lock();
        try {
          listener.on(event);
        } finally {
          lock.unlock();
        }
      };
    }
  }
}
