// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.client.Endpoint;
import dev.rivulet.client.LocalFiles;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.engine.RunningMirrors;
import dev.rivulet.watch.source.SourceKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private final RunningMirrors mirrors;
  private final WatchControl control;

  private Watcher(Builder builder) {
    this.mirrors =
        new RunningMirrors(
            builder.files,
            builder.stateDirectory,
            builder.maxTransfers,
            builder.listener,
            builder.transferListener);
    this.control = mirrors.control();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Directories watched at the moment. */
  public int watchedDirectories() {
    return mirrors.watchedDirectories();
  }

  /** Marks that wait for a target, of all targets together. */
  public int waitingMarks() {
    return mirrors.waitingMarks();
  }

  @Override
  public WatcherStatus status() {
    return control.status();
  }

  @Override
  public Optional<MirrorDetails> details(String mirror, int mostPaths) throws IOException {
    return control.details(mirror, mostPaths);
  }

  @Override
  public int pause(String name) {
    return control.pause(name);
  }

  @Override
  public int resume(String name) {
    return control.resume(name);
  }

  @Override
  public FlushResult flush(String name, Duration timeout) throws IOException, InterruptedException {
    return control.flush(name, timeout);
  }

  @Override
  public List<PathReport> why(byte[] path) throws IOException {
    return control.why(path);
  }

  @Override
  public List<Verification> verify(String name, boolean contents)
      throws IOException, InterruptedException {
    return control.verify(name, contents);
  }

  @Override
  public int release(String name) {
    return control.release(name);
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
    mirrors.addAll(List.of(mirror));
  }

  /**
   * Looks whether a mirror could be added as far as its source is concerned.
   *
   * @throws IOException if its source is not a directory
   */
  public void check(Mirror mirror) throws IOException {
    mirrors.check(mirror);
  }

  /**
   * Ends a mirror: stops watching and waits for its transfers to end. The others go on.
   *
   * @return whether there was one of this name
   */
  public boolean remove(String name) throws IOException {
    return mirrors.remove(name);
  }

  /** Waits until the watcher is closed by another thread. */
  public void await() throws InterruptedException {
    mirrors.awaitClosed();
  }

  /** Ends the transfers at the next boundary of a batch and stops watching. */
  @Override
  public void close() throws IOException {
    mirrors.close();
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
      watcher.mirrors.addAll(allMirrors());
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
