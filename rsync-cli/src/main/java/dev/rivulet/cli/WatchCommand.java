// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.client.ClientSettings;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.CommandLine;
import dev.rivulet.watch.program.WatchProgram;
import java.io.IOException;

/** {@code --watch}: transfers once, then whatever changes, until the process is ended. */
final class WatchCommand {
  private final CommandLine commandLine;
  private final Console console;

  WatchCommand(CommandLine commandLine, Console console) {
    this.commandLine = commandLine;
    this.console = console;
  }

  /** Watches until the process is ended. */
  ExitCode run() {
    try {
      Job job = Job.of(commandLine);
      if (job.kind() != Job.Kind.PUSH && job.kind() != Job.Kind.COPY) {
        throw new RsyncException(
            ExitCode.SYNTAX, "rsync: --watch needs a source on this machine and a destination");
      }
      if (!commandLine.options().identity().copyAs().isEmpty()) {
        throw new RsyncException(
            ExitCode.SYNTAX, "rsync: --copy-as cannot be used with --watch: start it as that user");
      }
      ClientSettings settings = new ClientSettings(commandLine);
      settings.requireUseful(job.remote());
      watch(job, settings);
      return ExitCode.OK;
    } catch (IOException e) {
      return Failures.report(e, "watcher", console);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.SIGNAL;
    }
  }

  private void watch(Job job, ClientSettings settings) throws IOException, InterruptedException {
    WatchProgram.run(
        commandLine,
        job.sourcePaths(),
        job.destination(),
        settings.client().build(),
        new TransferPrinter(
            console, commandLine, ClientCommand.lines(commandLine, job), System::nanoTime),
        console::flush,
        System.out,
        System.err);
  }
}
