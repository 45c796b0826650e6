// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.client.Endpoint;
import dev.rivulet.client.LocalFiles;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.origin.TransferTurns;
import dev.rivulet.watch.send.TargetWorker;
import dev.rivulet.watch.source.SourceKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
  private final LocalFiles files;
  private final Optional<Path> stateDirectory;
  private final WatchListener listener;
  private final TransferListener transferListener;
  private final Hooks hooks;
  private final TransferTurns turns;
  private final List<RunningMirror> mirrors = new CopyOnWriteArrayList<>();
  private final Steering steering = new Steering(this::trees);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Held while mirrors come and go. */
  private final ReentrantLock changing = new ReentrantLock();

  private Watcher(Builder builder) {
    this.stateDirectory = builder.stateDirectory;
    this.files = builder.files;
    this.listener = oneAtATime(builder.listener);
    this.transferListener = builder.transferListener;
    this.hooks = new Hooks(listener);
    this.turns = new TransferTurns(builder.maxTransfers);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Directories watched at the moment. */
  public int watchedDirectories() {
    int count = 0;
    for (RunningMirror mirror : mirrors) {
      count += mirror.tree().watchedDirectories();
    }
    return count;
  }

  /** Marks that wait for a target, of all targets together. */
  public int waitingMarks() {
    int count = 0;
    for (RunningMirror mirror : mirrors) {
      for (TargetWorker worker : mirror.tree().workers()) {
        count += worker.marks().size();
      }
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
  public List<Verification> verify(String name, boolean contents)
      throws IOException, InterruptedException {
    return steering.verify(name, contents);
  }

  @Override
  public int release(String name) {
    return steering.release(name);
  }

  private List<WatchedTree> trees() {
    return mirrors.stream().map(RunningMirror::tree).toList();
  }

  // ---------------------------------------------------------------- mirrors come and go

  /**
   * Starts a mirror beside those that run.
   *
   * @throws IOException if its source is not a directory or cannot be watched at all
   * @throws IllegalArgumentException if one of its name runs already
   * @throws IllegalStateException after {@link #close}
   */
  public void add(Mirror mirror) throws IOException {
    addAll(List.of(mirror));
  }

  /**
   * Looks whether a mirror could be added as far as its source is concerned.
   *
   * @throws IOException if its source is not a directory
   */
  public void check(Mirror mirror) throws IOException {
    WatchedTree.requireSource(mirror, files);
  }

  /**
   * Ends a mirror: stops watching and waits for its transfers to end. The others go on.
   *
   * @return whether there was one of this name
   */
  public boolean remove(String name) throws IOException {
    changing.lock();
    try {
      List<RunningMirror> ending =
          mirrors.stream().filter(mirror -> mirror.mirror().name().equals(name)).toList();
      mirrors.removeAll(ending);
      end(ending);
      return !ending.isEmpty();
    } finally {
      changing.unlock();
    }
  }

  /** All or none: watches every source before the first transfer. */
  private void addAll(List<Mirror> added) throws IOException {
    changing.lock();
    try {
      requireOpenAndUnused(added);
      List<RunningMirror> starting = new ArrayList<>();
      try {
        for (Mirror mirror : added) {
          starting.add(RunningMirror.open(mirror, files, stateDirectory, listener, turns));
        }
        int directories = 0;
        for (RunningMirror mirror : starting) {
          mirror.watch();
          directories += mirror.tree().watchedDirectories();
        }
        listener.on(new WatchEvent.Watching(directories));
      } catch (IOException | RuntimeException e) {
        starting.forEach(mirror -> mirror.stopAfter(e));
        throw e;
      }
      added.forEach(hooks::start);
      starting.forEach(mirror -> mirror.run(transferListener));
      mirrors.addAll(starting);
    } finally {
      changing.unlock();
    }
  }

  private void requireOpenAndUnused(List<Mirror> added) {
    if (closed.getCount() == 0) {
      throw new IllegalStateException("the watcher is closed");
    }
    for (Mirror mirror : added) {
      if (mirrors.stream().anyMatch(other -> other.mirror().name().equals(mirror.name()))) {
        throw new IllegalArgumentException("a mirror \"" + mirror.name() + "\" runs already");
      }
    }
  }

  /** Ends all of these, also when one fails, and the hooks that none of the others has. */
  private void end(List<RunningMirror> ending) throws IOException {
    IOException failure = null;
    for (RunningMirror mirror : ending) {
      try {
        mirror.stop();
      } catch (IOException e) {
        failure = e;
      }
    }
    ending.forEach(RunningMirror::join);
    try {
      hooks.keepOnly(mirrors.stream().map(RunningMirror::mirror).toList());
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Waits until the watcher is closed by another thread. */
  public void await() throws InterruptedException {
    closed.await();
  }

  /** Ends the transfers at the next boundary of a batch and stops watching. */
  @Override
  public void close() throws IOException {
    changing.lock();
    try {
      List<RunningMirror> ending = List.copyOf(mirrors);
      mirrors.clear();
      end(ending);
    } finally {
      closed.countDown();
      changing.unlock();
    }
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

  /** Collects what is to be watched; not safe for several threads. */
  public static final class Builder {
    private final List<byte[]> sources = new ArrayList<>();
    private final List<Endpoint> targets = new ArrayList<>();
    private TransferOptions options = TransferOptions.builder().archive().build();
    private RsyncClient client = RsyncClient.builder().build();
    private LocalFiles files = LocalFiles.currentDirectory();
    private SourceKind eventSource = SourceKind.AUTO;
    private final List<Mirror> mirrors = new ArrayList<>();
    private boolean mayBeEmpty;
    private Optional<Path> stateDirectory = Optional.empty();
    private WatchListener listener = WatchListener.NONE;
    private TransferListener transferListener = TransferListener.NONE;
    private int maxTransfers;

    private Builder() {}

    /** Adds mirrors, or none: they may come later. */
    public Builder mirrors(List<Mirror> values) {
      mirrors.addAll(values);
      mayBeEmpty = true;
      return this;
    }

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

    /**
     * Keeps a journal of what each target lacks in a directory, so that nothing is forgotten by a
     * crash, and a lock that keeps a second program from mirroring the same source to the same
     * target. Neither by default. The directory is made if need be.
     */
    public Builder stateDirectory(Path directory) {
      stateDirectory = Optional.of(directory);
      return this;
    }

    /**
     * How many transfers may run at one time, over all mirrors; 0, for as many as there are
     * targets, by default. The one whose oldest change has waited longest is next.
     */
    public Builder maxTransfers(int value) {
      maxTransfers = value;
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
      Watcher watcher = new Watcher(this);
      watcher.addAll(allMirrors());
      return watcher;
    }

    private List<Mirror> allMirrors() {
      boolean nothing = sources.isEmpty() && mirrors.isEmpty() && !mayBeEmpty;
      if (sources.isEmpty() != targets.isEmpty() || nothing) {
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
  }
}
