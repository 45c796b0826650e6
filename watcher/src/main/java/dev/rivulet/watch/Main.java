// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.client.ClientSettings;
import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.client.OperatorFiles;
import dev.rivulet.client.ProcessArguments;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.options.CommandLine;
import dev.rivulet.watch.program.WatchCommand;
import dev.rivulet.watch.program.WatchCommands;
import dev.rivulet.watch.program.WatchProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program {@code rsync-watch}: the live mirror of {@code rsync --watch} on its own. */
public final class Main {
  private static final String USAGE =
      """
      Usage: rsync-watch [OPTION]... SRC... DEST

      Makes DEST equal to the directories SRC once, then sends whatever changes in them, until it
      is ended. DEST is HOST::MODULE/PATH, rsync://HOST:PORT/MODULE/PATH or a local directory.
      Options are those of rsync, for example:

        rsync-watch -aH --delete /data/ backup@host::data/ --password-file=/etc/rsync.pass

      Deletions are mirrored only with --delete. See rsync --help for all options.
      """;

  private Main() {}

  /** Runs the program and ends the process. */
  public static void main(String[] args) {
    String launcher = System.getProperty("rivulet.launcher", "");
    dev.rivulet.watch.tools.Main.runNamed(launcher, args);
    dev.rivulet.watch.program.lsyncd.Main.runNamed(launcher, args);
    dev.rivulet.watch.program.sersync.Main.runNamed(launcher, args);
    System.exit(run(ProcessArguments.of(args)));
  }

  private static int run(List<byte[]> words) {
    Optional<WatchCommand> command = WatchCommands.all().find(words);
    if (command.isEmpty()) {
      return mirror(words).code();
    }
    try {
      return command.get().run(words.subList(1, words.size()), System.out, System.err);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.SIGNAL.code();
    }
  }

  private static ExitCode mirror(List<byte[]> words) {
    try {
      CommandLine commandLine = CommandLine.parse(words, new OperatorFiles());
      if (commandLine.local().help()) {
        System.out.print(USAGE + WatchCommands.all().help());
        return ExitCode.OK;
      }
      if (commandLine.local().version()) {
        System.out.println("rsync-watch  version " + version() + "  (Rivulet)");
        return ExitCode.OK;
      }
      watch(commandLine);
      return ExitCode.OK;
    } catch (IOException e) {
      System.err.println("rsync-watch: " + e.getMessage());
      return e instanceof RsyncException known ? known.exitCode() : ExitCode.FILE_IO;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.SIGNAL;
    }
  }

  private static void watch(CommandLine commandLine) throws IOException, InterruptedException {
    List<Endpoint> endpoints = endpoints(commandLine);
    int last = endpoints.size() - 1;
    Endpoint destination = endpoints.get(last);
    if (destination instanceof DaemonUrl daemon && commandLine.local().port() != 0) {
      destination = daemon.withDefaultPort(commandLine.local().port());
    }
    ClientSettings settings = new ClientSettings(commandLine);
    settings.requireUseful(destination);
    WatchProgram.run(
        commandLine,
        endpoints.subList(0, last).stream().map(Endpoint::path).toList(),
        destination,
        settings.client().build(),
        TransferListener.NONE,
        () -> {},
        System.out,
        System.err);
  }

  /**
   * The endpoints of a command line, the last operand being the destination.
   *
   * @throws RsyncException (exit code 1) if there are no two of them or a source is remote
   */
  private static List<Endpoint> endpoints(CommandLine commandLine) throws RsyncException {
    if (commandLine.operands().size() < 2) {
      throw new RsyncException(
          ExitCode.SYNTAX, "a source directory on this machine and a destination are needed");
    }
    List<Endpoint> endpoints = new ArrayList<>();
    for (byte[] operand : commandLine.operands()) {
      endpoints.add(Endpoint.parse(operand));
    }
    for (Endpoint source : endpoints.subList(0, endpoints.size() - 1)) {
      if (source.isRemote()) {
        throw new RsyncException(
            ExitCode.SYNTAX, "a source must be a directory on this machine, not " + source);
      }
    }
    return endpoints;
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
