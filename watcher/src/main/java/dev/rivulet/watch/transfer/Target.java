// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.client.DaemonConnection;
import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.client.LocalFiles;
import dev.rivulet.client.LocalPath;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.client.ShellHost;
import dev.rivulet.rsync.AuthenticationException;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.origin.WatchSource;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One destination and the connection kept warm to it: connected and greeted, so that the next
 * transfer starts with the module's name, or on request logged in, so that it starts with its
 * arguments. Only daemons are kept warm; a remote shell is started for every transfer. Owned by one
 * worker.
 *
 * <p>A daemon gives a minute for the module's name; a connection that old is not used any more. It
 * is not renewed while nothing happens, so that an idle watcher leaves no trace in the daemon's
 * log.
 */
public final class Target implements Closeable {
  /** How long a daemon that is not there may take to be. */
  private static final Duration KNOCK_PATIENCE = Duration.ofSeconds(2);

  private static final long FRESH_NANOS = 45_000_000_000L;

  /** What another end is taken to speak that does not say so before the transfer. */
  private static final int OWN_PROTOCOL = 32;

  private final Endpoint endpoint;
  private final RsyncClient client;
  private final boolean warmLogin;
  private final LongSupplier clock;
  private final DeletionMethod deletion;
  private final RenameSupport renames;
  private final KnownFiles known;
  private final NameClashes clashes;
  private final GrowingFiles growing;
  private DaemonConnection warm;
  private long warmSince;
  private boolean lost;
  private boolean unreachable;
  private long freshNanos = FRESH_NANOS;

  /**
   * @param mirror that it belongs to
   */
  public Target(Endpoint endpoint, Mirror mirror, LongSupplier clock) {
    this(
        endpoint,
        mirror.client(),
        mirror.settings().warmLogin(),
        clock,
        new DeletionMethod(),
        new RenameSupport(),
        KnownFiles.of(mirror.options(), mirror.settings().twoWay()),
        new NameClashes(),
        growing(mirror));
  }

  private static GrowingFiles growing(Mirror mirror) {
    boolean relative = mirror.options().selection().relative();
    TreePath top = WatchSource.of(mirror.source(), relative).directory();
    return new GrowingFiles(mirror.settings().appendOnly(), top);
  }

  private Target(
      Endpoint endpoint,
      RsyncClient client,
      boolean warmLogin,
      LongSupplier clock,
      DeletionMethod deletion,
      RenameSupport renames,
      KnownFiles known,
      NameClashes clashes,
      GrowingFiles growing) {
    this.growing = growing;
    this.known = known;
    this.clashes = clashes;
    this.deletion = deletion;
    this.renames = renames;
    this.endpoint = endpoint;
    this.client = client;
    this.warmLogin = warmLogin;
    this.clock = clock;
  }

  /** The same destination with a connection of its own. */
  public Target another() {
    return new Target(
        endpoint, client, warmLogin, clock, deletion, renames, known, clashes, growing);
  }

  /** Which ways it has of using old names, over whichever connection. */
  RenameSupport renames() {
    return renames;
  }

  /** What it is known to have, over whichever connection. */
  public KnownFiles known() {
    return known;
  }

  /** What files that grow it has the beginning of, over whichever connection. */
  public GrowingFiles growing() {
    return growing;
  }

  /** Names that are one there, over whichever connection. */
  public NameClashes clashes() {
    return clashes;
  }

  /** Whether files are compared block by block, and not copied whole, as on one machine. */
  boolean comparesBlocks() {
    return endpoint.isRemote();
  }

  /** How this destination is made to delete, over whichever connection. */
  DeletionMethod deletion() {
    return deletion;
  }

  public String name() {
    return nameOf(endpoint);
  }

  public static String nameOf(Endpoint endpoint) {
    return endpoint instanceof LocalPath ? new String(endpoint.path()) : endpoint.toString();
  }

  /**
   * The protocol of the other end's greeting; connects if there is no warm connection. A machine
   * behind a remote shell tells only during a transfer, so the newest is assumed.
   *
   * @param options of the transfers to come
   */
  int protocol(TransferOptions options) throws IOException {
    if (!(endpoint instanceof DaemonUrl)) {
      return Math.min(options.wire().protocolLimit(), OWN_PROTOCOL);
    }
    if (warm == null) {
      warmUp(options);
    }
    return Math.min(options.wire().protocolLimit(), warm.remoteProtocol());
  }

  /** Where transfers read from, as far as the user lets them. */
  LocalFiles files() {
    return client.files();
  }

  /**
   * Makes one transfer.
   *
   * @param files to read from
   */
  TransferResult push(
      TransferOptions options, List<byte[]> sources, LocalFiles files, TransferListener listener)
      throws IOException {
    return push(client.toBuilder().files(files), options, sources, endpoint, listener);
  }

  /**
   * Makes one transfer into a directory of the destination.
   *
   * @param directory without wildcards
   */
  TransferResult push(
      TransferOptions options, List<byte[]> sources, TreePath directory, TransferListener listener)
      throws IOException {
    return push(client.toBuilder(), options, sources, below(endpoint, directory), listener);
  }

  private TransferResult push(
      RsyncClient.Builder reading,
      TransferOptions options,
      List<byte[]> sources,
      Endpoint place,
      TransferListener listener)
      throws IOException {
    RsyncClient reporting = reading.listener(listener).build();
    if (place instanceof LocalPath) {
      return reporting.copy(options, sources, place.path());
    }
    if (!(place instanceof DaemonUrl daemon)) {
      return reporting.push(options, sources, place);
    }
    DaemonConnection kept = takeWarm();
    if (kept != null) {
      try (DaemonConnection used = kept) {
        return reporting.push(options, sources, daemon, used);
      } catch (RsyncException e) {
        if (!mayBeStale(e)) {
          throw e;
        }
        // The daemon may have closed it long ago (a restart): only a fresh connection can tell.
        lost = true;
      }
    }
    return reporting.push(options, sources, daemon);
  }

  /**
   * Whether a transfer since the last call had to be made again because its connection ended,
   * perhaps while files were received.
   */
  public boolean takeLost() {
    boolean taken = lost;
    lost = false;
    return taken;
  }

  /** The same, without taking note. */
  boolean isLost() {
    return lost;
  }

  private static Endpoint below(Endpoint endpoint, TreePath directory) {
    if (directory.isRoot()) {
      return endpoint;
    }
    byte[] path = WatchSource.join(endpoint.path(), directory.bytes());
    if (endpoint instanceof DaemonUrl daemon) {
      return new DaemonUrl(daemon.user(), daemon.host(), daemon.port(), path);
    }
    return endpoint instanceof ShellHost shell
        ? new ShellHost(shell.user(), shell.host(), path)
        : new LocalPath(path);
  }

  private static boolean mayBeStale(RsyncException failure) {
    return switch (failure.exitCode()) {
      case STREAM_IO, SOCKET_IO -> true;
      case START_CLIENT -> !isAnswer(failure);
      default -> false;
    };
  }

  /** Whether a daemon has said no, in so many words, and did not just go away while being asked. */
  public static boolean isAnswer(RsyncException failure) {
    return failure instanceof AuthenticationException
        || String.valueOf(failure.getMessage()).startsWith("@ERROR");
  }

  /** Connects ahead of the next transfer; a failure is left for that transfer to meet. */
  public void keepWarm(TransferOptions options) {
    if (warm == null && endpoint instanceof DaemonUrl) {
      try {
        warmUp(options);
        if (warmLogin) {
          client.enter(warm);
        }
      } catch (IOException later) {
        closeQuietly();
      }
    }
  }

  /**
   * Whether a daemon that could not be reached the last time can be reached now; the connection is
   * kept for the next transfer. False where that was not the trouble, or asking costs a program.
   */
  public boolean isBack(TransferOptions options) {
    if (!unreachable || client.startsProgramToConnect()) {
      return false;
    }
    try {
      warmUp(client.toBuilder().connectTimeout(KNOCK_PATIENCE).build(), options);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Closes a connection that may be broken. */
  public void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      System.getLogger(Target.class.getName())
          .log(System.Logger.Level.DEBUG, "closing the connection to " + name(), e);
    }
  }

  /** Gives up a connection that the daemon is about to give up. */
  public void dropStale() throws IOException {
    if (warm != null && clock.getAsLong() - warmSince > freshNanos) {
      close();
    }
  }

  boolean isWarm() {
    return warm != null;
  }

  private void warmUp(TransferOptions options) throws IOException {
    warmUp(client, options);
  }

  private void warmUp(RsyncClient by, TransferOptions options) throws IOException {
    unreachable = true;
    warm = by.connect((DaemonUrl) endpoint, options);
    unreachable = false;
    warmSince = clock.getAsLong();
    long half = TimeUnit.SECONDS.toNanos(options.wire().timeoutSeconds()) / 2;
    freshNanos = half == 0 ? FRESH_NANOS : Math.min(half, FRESH_NANOS);
  }

  private DaemonConnection takeWarm() throws IOException {
    dropStale();
    DaemonConnection taken = warm;
    warm = null;
    return taken;
  }

  @Override
  public void close() throws IOException {
    DaemonConnection dropped = warm;
    warm = null;
    if (dropped != null) {
      dropped.close();
    }
  }
}
