// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.auth.Authenticator;
import dev.rivulet.daemon.config.ConfigParser;
import dev.rivulet.daemon.config.DaemonConfig;
import dev.rivulet.daemon.config.GlobalConfig;
import dev.rivulet.daemon.config.HostNames;
import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.config.Variables;
import dev.rivulet.daemon.host.ConnectionSlots;
import dev.rivulet.daemon.host.IdentityChooser;
import dev.rivulet.daemon.host.OperatorFiles;
import dev.rivulet.daemon.host.PidFile;
import dev.rivulet.daemon.host.Privileges;
import dev.rivulet.daemon.log.DaemonLog;
import dev.rivulet.daemon.log.DaemonLog.LogOptions;
import dev.rivulet.daemon.log.Syslog;
import dev.rivulet.daemon.net.Listener;
import dev.rivulet.daemon.net.NettyListener;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.SocketTuning;
import dev.rivulet.rsync.io.Watchdog;
import dev.rivulet.rsync.store.system.Posix;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An rsync daemon inside this process.
 *
 * <pre>{@code
 * try (RsyncDaemon daemon =
 *     RsyncDaemon.builder()
 *         .module(ModuleConfig.builder("data").path("/srv/data").readOnly(false).build())
 *         .address("127.0.0.1")
 *         .port(0)
 *         .start()) {
 *   System.out.println("rsync://127.0.0.1:" + daemon.port() + "/data/");
 * }
 * }</pre>
 *
 * <p>With a configuration file instead of modules it is read again for every connection. Run by
 * root, each transfer acts as the user its module names, on a thread of its own. Safe for several
 * threads.
 */
public final class RsyncDaemon implements Closeable {
  /** Where rsync daemons listen. */
  public static final int DEFAULT_PORT = 873;

  private static final String NO_PROXY_HOSTS =
      "\"proxy protocol = true\" but \"proxy protocol hosts\" is unset: all connections will be"
          + " rejected as untrusted proxy peers.  Set \"proxy protocol hosts\" to your trusted"
          + " proxy's address.";

  private static final int STANDARD_OUTPUT = 1;

  /** Where one client is served, standard output may be the connection to it. */
  private static final int STANDARD_ERROR = 2;

  private final DaemonServices services;
  private final DaemonLog log;
  private final Sessions sessions;
  private final Listener listener;
  private final Optional<PidFile> pidFile;

  private RsyncDaemon(
      DaemonServices services,
      DaemonLog log,
      Sessions sessions,
      Listener listener,
      Optional<PidFile> pidFile) {
    this.services = services;
    this.log = log;
    this.sessions = sessions;
    this.listener = listener;
    this.pidFile = pidFile;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The port it listens on; never 0. */
  public int port() {
    return listener.address().getPort();
  }

  /** The address it listens on. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** Stops listening, ends all sessions and returns when they are gone; may be called again. */
  @Override
  public void close() throws IOException {
    listener.close();
    sessions.close();
    if (pidFile.isPresent()) {
      pidFile.get().close();
    }
    log.line("sent 0 bytes  received 0 bytes  total size 0");
    log.close();
    release(services);
  }

  private static void release(DaemonServices services) {
    services.watchdog().close();
    services.deadlines().close();
    services.logs().syslog().close();
  }

  /** Collects the settings of a daemon; not safe for several threads. */
  public static final class Builder {
    private final List<ModuleConfig> modules = new ArrayList<>();
    private final List<String> overrides = new ArrayList<>();
    private Path configFile;
    private String address = "";
    private int port = -1;
    private int addressFamily;
    private String logFile = "";
    private long bandwidthLimit;
    private int protocol = Negotiator.NEWEST_PROTOCOL;
    private Map<String, String> environment = Map.of();
    private Optional<Authenticator> authenticator = Optional.empty();
    private HostNames hostNames = HostNames.SYSTEM;
    private TransferListener listener = TransferListener.NONE;
    private Clock clock = Clock.systemDefaultZone();
    private Duration handshakeLimit = Duration.ofSeconds(60);

    private Builder() {}

    /** Reads modules and settings from an {@code rsyncd.conf}, again for each connection. */
    public Builder configFile(Path value) {
      configFile = value;
      return this;
    }

    /** Offers one module; not together with a configuration file. */
    public Builder module(ModuleConfig value) {
      modules.add(value);
      return this;
    }

    /** Sets a global parameter whatever the configuration file says, {@code name=value}. */
    public Builder override(String parameter) {
      overrides.add(parameter);
      return this;
    }

    /** The address to listen on, in place of the configured one; empty for that or for all. */
    public Builder address(String value) {
      address = value;
      return this;
    }

    /** The port to listen on, in place of the configured one; 0 for any free one. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** 4 or 6 to listen only on addresses of that version, 0 for both. */
    public Builder addressFamily(int value) {
      addressFamily = value;
      return this;
    }

    /** The log file, in place of the configured ones. */
    public Builder logFile(String value) {
      logFile = ByteText.of(value);
      return this;
    }

    /** How many KiB per second one client may get at most; 0, the default, for no limit. */
    public Builder bandwidthLimit(long value) {
      bandwidthLimit = value;
      return this;
    }

    /**
     * The highest protocol to speak, 27 to 32.
     *
     * @throws IllegalArgumentException for another
     */
    public Builder protocol(int value) {
      if (value < Negotiator.OLDEST_PROTOCOL || value > Negotiator.NEWEST_PROTOCOL) {
        throw new IllegalArgumentException("protocol " + value);
      }
      protocol = value;
      return this;
    }

    /** What {@code %NAME%} in the configuration stands for; nothing by default. */
    public Builder environment(Map<String, String> value) {
      environment = Map.copyOf(value);
      return this;
    }

    /** Who judges logins, in place of {@code auth users} and {@code secrets file}. */
    public Builder authenticator(Authenticator value) {
      authenticator = Optional.of(value);
      return this;
    }

    /** Who knows the names of hosts; the system by default. */
    public Builder hostNames(HostNames value) {
      hostNames = value;
      return this;
    }

    /** Who hears of the events of all transfers. */
    public Builder listener(TransferListener value) {
      listener = value;
      return this;
    }

    /** The clock of the log. */
    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    /** How long each phase up to the transfer may take at most; one minute by default. */
    public Builder handshakeLimit(Duration value) {
      handshakeLimit = value;
      return this;
    }

    /**
     * Starts to listen.
     *
     * @throws RsyncException with the reason and rsync's exit code when that is not possible
     */
    public RsyncDaemon start() throws RsyncException {
      DaemonServices services = services(STANDARD_OUTPUT);
      Privileges.prepareForMany();
      try {
        GlobalConfig global = globals();
        DaemonLog log = services.openLog(global, ProcessHandle.current().pid());
        return start(services, global, log);
      } catch (RsyncException e) {
        release(services);
        throw e;
      }
    }

    private RsyncDaemon start(DaemonServices services, GlobalConfig global, DaemonLog log)
        throws RsyncException {
      InetSocketAddress where = new ListenAddress(address, port, addressFamily).resolved(global);
      Optional<PidFile> pidFile = pidFile(global);
      Sessions sessions = new Sessions(services);
      if (global.proxyProtocol() && global.proxyProtocolHosts().isEmpty()) {
        log.line(NO_PROXY_HOSTS);
      }
      SocketTuning.parse(global.socketOptions()).complaints().forEach(log::line);
      try {
        Listener bound = NettyListener.bind(where, global.listenBacklog(), sessions);
        log.line(
            "rsyncd version "
                + Version.TEXT
                + " starting, listening on port "
                + bound.address().getPort());
        return new RsyncDaemon(services, log, sessions, bound, pidFile);
      } catch (IOException e) {
        log.line("bind() failed: " + e.getMessage());
        log.line("unable to bind any inbound sockets on port " + where.getPort());
        log.line(SessionEnding.line(ExitCode.SOCKET_IO, "Receiver"));
        closeAfter(pidFile, e);
        throw new RsyncException(
            ExitCode.SOCKET_IO,
            "unable to bind any inbound sockets on port " + where.getPort() + ": " + e.getMessage(),
            e);
      }
    }

    private static void closeAfter(Optional<PidFile> pidFile, IOException failure) {
      if (pidFile.isPresent()) {
        try {
          pidFile.get().close();
        } catch (IOException e) {
          failure.addSuppressed(e);
        }
      }
    }

    /**
     * Serves one client that is connected already, as under inetd, on the calling thread, which
     * takes the identity of the module's user for good.
     */
    public ExitCode serve(InetAddress peer, Connection connection) throws IOException {
      DaemonServices services = services(STANDARD_ERROR);
      try {
        return new Sessions(services).serveHere(peer, connection);
      } finally {
        release(services);
      }
    }

    /**
     * @param hookOutput the descriptor for what commands of modules print
     */
    private DaemonServices services(int hookOutput) throws RsyncException {
      if (!Privileges.prepare()) {
        throw new RsyncException(
            ExitCode.UNSUPPORTED,
            "a daemon needs the system calls of Linux: " + Posix.unavailableReason());
      }
      return new DaemonServices(
          configSource(),
          authenticator,
          hostNames,
          IdentityChooser.ofProcess(),
          new ConnectionSlots(),
          Watchdog.start(Builder::watchdogThread),
          new Deadlines(),
          new LogOptions(logFile, new Syslog(), clock),
          environment(),
          HookSettings.of(environment(), hookOutput),
          listener,
          handshakeLimit,
          bandwidthLimit,
          protocol,
          new AtomicLong(ProcessHandle.current().pid()));
    }

    private static byte[] read(Path file) throws IOException {
      return OperatorFiles.read(file.toString().getBytes(StandardCharsets.UTF_8)).bytes();
    }

    private static Thread watchdogThread(Runnable task) {
      Thread thread = new Thread(task, "rsyncd-watchdog");
      thread.setDaemon(true);
      return thread;
    }

    private Variables environment() {
      return new Variables(name -> Optional.ofNullable(environment.get(name)).map(ByteText::of));
    }

    private ConfigSource configSource() {
      if (configFile == null) {
        DaemonConfig fixed = DaemonConfig.of(modules);
        return () -> fixed;
      }
      if (!modules.isEmpty()) {
        throw new IllegalStateException("modules and a configuration file");
      }
      Path file = configFile;
      List<String> parameters = List.copyOf(overrides);
      Variables variables = environment();
      return () -> ConfigParser.parse(Builder::read, file, parameters, variables);
    }

    /** What stands in front of the modules; a mistake further down is found by the first client. */
    private GlobalConfig globals() throws RsyncException {
      if (configFile == null) {
        return DaemonConfig.of(List.of()).global();
      }
      return ConfigParser.parseGlobals(Builder::read, configFile, overrides, environment())
          .global();
    }

    private static Optional<PidFile> pidFile(GlobalConfig global) throws RsyncException {
      String name = global.pidFile();
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(PidFile.create(ByteText.path(name), ProcessHandle.current().pid()));
    }
  }
}
