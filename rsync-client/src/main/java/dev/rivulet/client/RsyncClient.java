// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.batch.BatchReader;
import dev.rivulet.rsync.engine.Session;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.RateLimiter;
import dev.rivulet.rsync.options.ServerArguments;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies files like rsync: to or from a daemon, to or from a machine with a remote shell, or on
 * this machine.
 *
 * <pre>{@code
 * RsyncClient client = RsyncClient.builder().passwordSource((user, host) -> secret).build();
 * TransferOptions options = TransferOptions.builder().archive().build();
 * Endpoint destination = Endpoint.parse("rsync://backup@host/module/");
 * TransferResult result = client.push(options, List.of("data/".getBytes()), destination);
 * }</pre>
 *
 * <p>Immutable and safe for several threads; each call is a transfer of its own and returns when it
 * is over. Problems with single files are events and exit codes 23 to 25 in the result; what ends
 * the whole transfer is a {@link RsyncException}. Nothing is read from the environment.
 */
public final class RsyncClient {
  private final TransferListener listener;
  private final PasswordSource passwords;
  private final Connector connector;
  private final LocalFiles files;
  private final Duration connectTimeout;
  private final String user;
  private final boolean motd;
  private final RemoteServer server;
  private final OutputStream recording;
  private final byte[] earlyInput;

  private RsyncClient(Builder builder) {
    this.listener = builder.listener;
    this.passwords = builder.passwords;
    this.connector = builder.connector;
    this.files = builder.files;
    this.connectTimeout = builder.connectTimeout;
    this.user = builder.user;
    this.motd = builder.motd;
    this.server = builder.server;
    this.recording = builder.recording;
    this.earlyInput = builder.earlyInput;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with the settings of this client. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * Sends files to a daemon or to a machine with a remote shell.
   *
   * @param sources local path arguments as typed: a trailing slash means the contents
   * @throws RsyncException if the transfer could not be carried out
   */
  public TransferResult push(TransferOptions options, List<byte[]> sources, Endpoint destination)
      throws IOException {
    if (destination instanceof ShellHost host) {
      return shellTransfer(options).push(sources, host);
    }
    DaemonUrl daemon = requireDaemon(destination);
    try (DaemonConnection connection = connect(daemon, options)) {
      return push(options, sources, daemon, connection);
    }
  }

  /**
   * Sends files over a connection that was opened before; it is used up, and left for the caller to
   * close.
   */
  public TransferResult push(
      TransferOptions options,
      List<byte[]> sources,
      DaemonUrl destination,
      DaemonConnection connection)
      throws IOException {
    return daemonTransfer(options, connection).push(sources, destination);
  }

  /**
   * Fetches files from a daemon or from a machine with a remote shell.
   *
   * @param sources places on one machine, of one kind; in all but the first the host may be empty
   */
  public TransferResult pull(
      TransferOptions asked, List<? extends Endpoint> sources, byte[] destination)
      throws IOException {
    TransferOptions options = forwardingNames(asked);
    if (sources.get(0) instanceof ShellHost first) {
      return shellTransfer(options).pull(shellHosts(first, sources), destination);
    }
    List<DaemonUrl> places = daemonUrls(requireDaemon(sources.get(0)), sources);
    try (DaemonConnection connection = connect(places.get(0), options)) {
      return daemonTransfer(options, connection).pull(places, destination);
    }
  }

  /**
   * Lists files of another machine: every entry is a {@code Listed} event, nothing is transferred.
   */
  public TransferResult list(TransferOptions asked, List<? extends Endpoint> sources)
      throws IOException {
    TransferOptions options = forwardingNames(asked);
    TransferOptions listing = options.toBuilder().listOnly(true).build();
    TransferOptions forServer =
        options.toBuilder().dirsRequested(!options.selection().recursive()).build();
    if (sources.get(0) instanceof ShellHost first) {
      return shellTransfer(listing).list(shellHosts(first, sources), forServer);
    }
    List<DaemonUrl> places = daemonUrls(requireDaemon(sources.get(0)), sources);
    try (DaemonConnection connection = connect(places.get(0), options)) {
      return daemonTransfer(listing, connection).list(places, forServer);
    }
  }

  /** Names to be fetched that are known here are what the server asks for. */
  private static TransferOptions forwardingNames(TransferOptions options) {
    return options.hasFilesFrom()
        ? options.toBuilder().remoteFilesFrom(new byte[] {'-'}).build()
        : options;
  }

  /**
   * Lists the modules of a daemon: every line is an informational {@code Message} event. A client
   * that does not report the message of the day reports nothing: the daemon sends both alike.
   */
  public void listModules(DaemonUrl daemon) throws IOException {
    try (DaemonConnection connection = connect(daemon, ServerArguments.NEWEST_PROTOCOL)) {
      connection.login().listModules(motd ? listener : TransferListener.NONE);
    }
  }

  /**
   * Connects to a daemon and exchanges greetings, for a transfer that comes later.
   *
   * @param protocolLimit the highest protocol to offer, the one of the options of that transfer
   */
  public DaemonConnection connect(DaemonUrl daemon, int protocolLimit) throws IOException {
    return greet(daemon, connector.connect(daemon, connectTimeout), protocolLimit);
  }

  /**
   * Connects to a daemon and exchanges greetings, for a transfer that comes later.
   *
   * @param options of that transfer; its protocol and its bandwidth limit hold from now on
   */
  public DaemonConnection connect(DaemonUrl daemon, TransferOptions options) throws IOException {
    TransferOptions.Wire wire = options.wire();
    Announcements announcements = new Announcements(options, listener);
    announcements.connecting(connector, daemon);
    Connection reached = connector.connect(daemon, connectTimeout);
    announcements.connected(connector, daemon, reached);
    Connection connection = ConnectionWatch.watch(reached, wire.timeoutSeconds());
    if (wire.bandwidthLimit() > 0) {
      int rate = (int) Math.min(Integer.MAX_VALUE, wire.bandwidthLimit());
      connection = new RateLimiter(rate).limit(connection);
    }
    return greet(daemon, connection, wire.protocolLimit());
  }

  /**
   * Chooses the module and logs in, ahead of a transfer over the same connection. That saves the
   * transfer two round trips; but the daemon may run the commands of the module and write its log
   * for it, and counts it among the module's connections.
   *
   * @throws RsyncException if the daemon refuses
   */
  public void enter(DaemonConnection connection) throws IOException {
    DaemonUrl daemon = connection.daemon();
    connection
        .login()
        .enter(
            daemon.module(),
            daemon.user().isEmpty() ? user : daemon.user(),
            daemon.host(),
            passwords,
            earlyInput,
            motd ? listener : TransferListener.NONE);
    connection.setEntered();
  }

  private static DaemonConnection greet(DaemonUrl daemon, Connection connection, int protocolLimit)
      throws IOException {
    try {
      WireChannel channel = WireChannel.on(connection);
      return new DaemonConnection(daemon, channel, DaemonLogin.greet(channel, protocolLimit));
    } catch (IOException | RuntimeException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  /**
   * Repeats a recorded transfer.
   *
   * @param batch the recording, which the caller closes
   * @param destination where the files are put, on this machine
   */
  public TransferResult replay(TransferOptions options, InputStream batch, byte[] destination)
      throws IOException {
    BatchReader reader = BatchReader.open(batch, options.wire().protocolLimit());
    Announcements announcements = new Announcements(options, listener);
    TransferOptions recorded = reader.options(options, announcements::optionChanged);
    SessionParameters parameters = reader.parameters(options, recorded);
    WireChannel channel = WireChannel.on(reader.connection());
    try (Workspace workspace = files.openToReceive()) {
      EndSettings settings = EndSettings.client(0);
      return new Session(channel, parameters, recorded, settings, workspace, listener)
          .replaying()
          .receive(destination, List.of());
    }
  }

  /**
   * Whether daemons are reached by a program that is started for each connection, so that
   * connecting is not cheap.
   */
  public boolean startsProgramToConnect() {
    return connector.startsProgram();
  }

  /** Where local path arguments are resolved. */
  public LocalFiles files() {
    return files;
  }

  /** Copies files on this machine. */
  public TransferResult copy(TransferOptions options, List<byte[]> sources, byte[] destination)
      throws IOException {
    return new LocalCopy(options, files, listener, recording).run(sources, destination);
  }

  /** Lists files of this machine. */
  public TransferResult listLocal(TransferOptions options, List<byte[]> sources)
      throws IOException {
    TransferOptions listing =
        options.toBuilder().listOnly(true).dirs(!options.selection().recursive()).build();
    return new LocalCopy(listing, files, listener, recording).list(sources);
  }

  private DaemonTransfer daemonTransfer(TransferOptions options, DaemonConnection connection) {
    return new DaemonTransfer(
        connection, this::enter, server.style(), options, files, listener, recording);
  }

  private ShellTransfer shellTransfer(TransferOptions options) {
    return new ShellTransfer(server, options, files, listener, recording);
  }

  private static List<ShellHost> shellHosts(ShellHost first, List<? extends Endpoint> sources)
      throws RsyncException {
    List<ShellHost> hosts = new ArrayList<>(sources.size());
    for (Endpoint source : sources) {
      if (!(source instanceof ShellHost other)
          || !other.host().isEmpty() && !other.host().equals(first.host())) {
        throw differentMachines();
      }
      hosts.add(other);
    }
    return hosts;
  }

  private static RsyncException differentMachines() {
    return new RsyncException(ExitCode.SYNTAX, "All source args must come from the same machine.");
  }

  private static DaemonUrl requireDaemon(Endpoint endpoint) {
    if (endpoint instanceof DaemonUrl daemon) {
      return daemon;
    }
    throw new IllegalArgumentException("not remote: " + endpoint);
  }

  private static List<DaemonUrl> daemonUrls(DaemonUrl first, List<? extends Endpoint> sources)
      throws RsyncException {
    List<DaemonUrl> daemons = new ArrayList<>(sources.size());
    for (Endpoint source : sources) {
      if (!(source instanceof DaemonUrl other)
          || !other.host().isEmpty() && !other.host().equals(first.host())
          || other.port() != 0 && other.port() != first.port()) {
        throw differentMachines();
      }
      daemons.add(other);
    }
    return daemons;
  }

  private static void closeAfter(Connection connection, Exception failure) {
    try {
      connection.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Collects the settings of a client; not safe for several threads. */
  public static final class Builder {
    private TransferListener listener = TransferListener.NONE;
    private PasswordSource passwords = PasswordSource.NONE;
    private Connector connector = DaemonConnector.DEFAULT;
    private LocalFiles files = LocalFiles.currentDirectory();
    private Duration connectTimeout = Duration.ZERO;
    private String user = "nobody";
    private boolean motd = true;
    private RemoteServer server = RemoteServer.bySsh();
    private OutputStream recording;
    private byte[] earlyInput = {};

    private Builder() {}

    private Builder(RsyncClient client) {
      this.listener = client.listener;
      this.passwords = client.passwords;
      this.connector = client.connector;
      this.files = client.files;
      this.connectTimeout = client.connectTimeout;
      this.user = client.user;
      this.motd = client.motd;
      this.server = client.server;
      this.recording = client.recording;
      this.earlyInput = client.earlyInput;
    }

    /** Who hears of everything the transfers do; nobody by default. */
    public Builder listener(TransferListener value) {
      listener = value;
      return this;
    }

    /** Who knows the passwords; by default they are empty. */
    public Builder passwordSource(PasswordSource value) {
      passwords = value;
      return this;
    }

    /** How daemons are reached; by TCP by default. */
    public Builder connector(Connector value) {
      connector = value;
      return this;
    }

    /**
     * How servers are started on other machines, and daemons get their arguments; ssh by default.
     */
    public Builder remoteServer(RemoteServer value) {
      server = value;
      return this;
    }

    /** Where local paths are resolved; against the current directory by default. */
    public Builder files(LocalFiles value) {
      files = value;
      return this;
    }

    /** How long connecting may take; zero, the default, leaves it to the system. */
    public Builder connectTimeout(Duration value) {
      connectTimeout = value;
      return this;
    }

    /** The name to log in with where an endpoint names none; {@code nobody} by default. */
    public Builder user(String value) {
      user = value;
      return this;
    }

    /** Whether a daemon's message of the day is reported; true by default. */
    public Builder motd(boolean value) {
      motd = value;
      return this;
    }

    /**
     * What the early command of a daemon's module gets to read; nothing by default.
     *
     * @throws IllegalArgumentException for more than 5120 bytes, which no daemon takes
     */
    public Builder earlyInput(byte[] value) {
      if (value.length > DaemonLogin.MAX_EARLY_INPUT) {
        throw new IllegalArgumentException(value.length + " bytes of early input");
      }
      earlyInput = value.clone();
      return this;
    }

    /**
     * Where a transfer whose options ask for it ({@link TransferOptions#batch}) is recorded; the
     * caller closes it. Without it such transfers are refused.
     */
    public Builder recording(OutputStream value) {
      recording = value;
      return this;
    }

    public RsyncClient build() {
      return new RsyncClient(this);
    }
  }
}
