// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.client.DaemonConnector;
import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.client.OperatorFiles;
import dev.rivulet.client.PasswordFile;
import dev.rivulet.client.PasswordSource;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.CommandLine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The live mirror as a program: an rsync command, sources on this machine and a destination, that
 * stays. Prints a line for each change the destination has confirmed, and nothing else.
 */
final class WatchProgram {
  private static final String USAGE =
      """
      rsync-watch: keeps a destination equal to sources on this machine, as they change
      Usage: rsync-watch [OPTION]... SRC... DEST

      DEST is host::module/path, rsync://[user@]host[:port]/module/path or a local path.
      The options are those of rsync; -q leaves out the line for each confirmed change.
      """;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  WatchProgram(Map<String, String> environment, PrintStream out, PrintStream err, Clock clock) {
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** Watches until the thread is interrupted; returns at once if that is impossible. */
  ExitCode run(List<byte[]> words) {
    try {
      CommandLine commandLine = CommandLine.parse(words, new OperatorFiles());
      if (commandLine.local().help()) {
        out.print(USAGE);
        return ExitCode.OK;
      }
      if (commandLine.local().version()) {
        out.println("rsync-watch of Rivulet, rsync for the Java virtual machine");
        return ExitCode.OK;
      }
      return watch(commandLine);
    } catch (RsyncException e) {
      return failed(e.getMessage(), e.exitCode());
    } catch (IOException e) {
      return failed(e.getMessage(), ExitCode.FILE_IO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.SIGNAL;
    }
  }

  private ExitCode watch(CommandLine commandLine) throws IOException, InterruptedException {
    List<byte[]> operands = commandLine.operands();
    if (operands.size() < 2) {
      err.print(USAGE);
      return ExitCode.SYNTAX;
    }
    List<byte[]> sources = operands.subList(0, operands.size() - 1);
    Watcher.Builder builder =
        Watcher.builder()
            .target(destination(operands.get(sources.size()), commandLine.local().port()))
            .options(commandLine.options())
            .client(client(commandLine.local()))
            .listener(new WatchPrinter(out, err, clock, commandLine.options().report().quiet()));
    for (byte[] source : sources) {
      if (Endpoint.parse(source).isRemote()) {
        throw new RsyncException(ExitCode.SYNTAX, "the sources have to be on this machine");
      }
      builder.source(source);
    }
    try (Watcher watcher = builder.start()) {
      watcher.await();
    }
    return ExitCode.OK;
  }

  private static Endpoint destination(byte[] operand, int port) {
    Endpoint endpoint = Endpoint.parse(operand);
    return endpoint instanceof DaemonUrl daemon && port != 0
        ? daemon.withDefaultPort(port)
        : endpoint;
  }

  private RsyncClient client(CommandLine.Local local) {
    DaemonConnector.Family family =
        switch (local.addressFamily()) {
          case 4 -> DaemonConnector.Family.IPV4;
          case 6 -> DaemonConnector.Family.IPV6;
          default -> DaemonConnector.Family.ANY;
        };
    return RsyncClient.builder()
        .passwordSource(passwords(local))
        .connector(new DaemonConnector(family, local.bindAddress()))
        .connectTimeout(Duration.ofSeconds(local.connectTimeoutSeconds()))
        .user(environment.getOrDefault("USER", environment.getOrDefault("LOGNAME", "nobody")))
        .motd(local.motd())
        .build();
  }

  /** A program that runs for months asks nobody for a password. */
  private PasswordSource passwords(CommandLine.Local local) {
    if (local.passwordFile().length > 0) {
      return new PasswordFile(local.passwordFile());
    }
    String password = environment.getOrDefault("RSYNC_PASSWORD", "");
    return (user, host) -> password.getBytes(StandardCharsets.UTF_8);
  }

  private ExitCode failed(String reason, ExitCode code) {
    err.println("rsync-watch: " + reason);
    return code;
  }
}
