// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ConfigException;
import dev.rivulet.daemon.log.Diagnostics;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.io.SocketConnection;
import dev.rivulet.rsync.io.StdioConnection;
import dev.rivulet.rsync.store.system.Posix;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The daemon as a program: stand-alone, for the one connection inetd hands over, or for the one
 * client whose remote shell started it.
 */
public final class DaemonProgram {
  private static final String SYSTEM_CONFIG = "/etc/rsyncd.conf";
  private static final String OWN_CONFIG = "rsyncd.conf";

  /** Names the descriptor on which a launcher waits for the line {@code ready}. */
  private static final String READY_DESCRIPTOR = "RIVULET_READY_FD";

  /** Where remote shells say who is at the other end, in the order of trust. */
  private static final List<String> PEER_VARIABLES =
      List.of("REMOTE_HOST", "SSH_CONNECTION", "SSH_CLIENT", "SSH2_CLIENT");

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param environment of the process
   * @param out for help and version only
   */
  public DaemonProgram(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the daemon; returns when it has served its one client or could not start. A stand-alone
   * daemon runs until the process is ended by a signal.
   *
   * @param words the arguments behind the program's name
   */
  public ExitCode run(List<byte[]> words) {
    try {
      return run(DaemonArguments.parse(words));
    } catch (RsyncException e) {
      err.println(e.getMessage());
      err.println(SessionEnding.line(e.exitCode(), "client"));
      return e.exitCode();
    }
  }

  private ExitCode run(DaemonArguments arguments) throws RsyncException {
    if (arguments.help()) {
      out.print(Usage.TEXT);
      return ExitCode.OK;
    }
    if (arguments.version()) {
      out.println("rsync  version " + Version.TEXT + "  protocol version 32");
      out.println("This is the daemon of Rivulet, rsync for the Java virtual machine.");
      return ExitCode.OK;
    }
    try {
      return arguments.server() ? serveStandardInput(arguments) : serveSockets(arguments);
    } catch (ConfigException e) {
      err.println(e.getMessage());
      err.println("Failed to parse config file: " + configFile(arguments));
      return ExitCode.SYNTAX;
    } catch (RsyncException e) {
      throw e;
    } catch (IOException e) {
      throw new RsyncException(ExitCode.SOCKET_IO, "rsync: " + e.getMessage(), e);
    }
  }

  private RsyncDaemon.Builder builder(DaemonArguments arguments) {
    RsyncDaemon.Builder builder =
        RsyncDaemon.builder()
            .configFile(configFile(arguments))
            .address(ByteText.display(arguments.address()))
            .addressFamily(arguments.addressFamily())
            .logFile(ByteText.display(arguments.logFile()))
            .bandwidthLimit(arguments.bandwidthLimit())
            .protocol(arguments.protocol())
            .environment(environment);
    if (arguments.port() > 0) {
      builder.port(arguments.port());
    }
    arguments.overrides().forEach(parameter -> builder.override(ByteText.display(parameter)));
    return builder;
  }

  /** A user who is not root and comes by a remote shell has a configuration of his own. */
  private static Path configFile(DaemonArguments arguments) {
    boolean own = arguments.server() && Posix.isAvailable() && Posix.effectiveUser() != 0;
    return arguments
        .config()
        .map(ByteText::path)
        .orElseGet(() -> Path.of(own ? OWN_CONFIG : SYSTEM_CONFIG));
  }

  private ExitCode serveStandardInput(DaemonArguments arguments) throws IOException {
    return builder(arguments).serve(shellPeer(), new StdioConnection());
  }

  private InetAddress shellPeer() throws IOException {
    for (String variable : PEER_VARIABLES) {
      String value = environment.getOrDefault(variable, "");
      int end = value.indexOf(' ');
      String first = end < 0 ? value : value.substring(0, end);
      if (first.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
        return InetAddress.getByName(first);
      }
    }
    return nobodyKnown();
  }

  private static InetAddress nobodyKnown() throws IOException {
    return InetAddress.getByAddress(new byte[4]);
  }

  /** Where a socket without an address comes from: its other end is a process here. */
  private static InetAddress thisMachine() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private ExitCode serveSockets(DaemonArguments arguments) throws IOException {
    if (isStandardInputSocket()) {
      Optional<SocketConnection> inherited = SocketConnection.inherited();
      if (inherited.isPresent()) {
        Optional<InetSocketAddress> peer = inherited.get().peerAddress();
        InetAddress address = peer.isPresent() ? peer.get().getAddress() : thisMachine();
        return builder(arguments).serve(address, inherited.get());
      }
    }
    return standAlone(builder(arguments).start());
  }

  private static boolean isStandardInputSocket() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }

  private ExitCode standAlone(RsyncDaemon daemon) throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(daemon), "rsyncd-end"));
    tellLauncher();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      daemon.close();
    }
    return ExitCode.OK;
  }

  /**
   * A daemon that is told to end has done its work: exit code 0, where the JVM has 143. The
   * reference program has 20 for SIGINT and SIGHUP; a Java program cannot tell the signals apart.
   */
  private static void end(RsyncDaemon daemon) {
    int code = ExitCode.OK.code();
    try {
      daemon.close();
    } catch (IOException e) {
      Diagnostics.report("ending the daemon", e);
      code = ExitCode.SOCKET_IO.code();
    }
    Runtime.getRuntime().halt(code);
  }

  private void tellLauncher() throws IOException {
    String descriptor = environment.getOrDefault(READY_DESCRIPTOR, "");
    if (descriptor.matches("[0-9]{1,9}")) {
      try (OutputStream ready = new FileOutputStream("/proc/self/fd/" + descriptor)) {
        ready.write("ready\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
