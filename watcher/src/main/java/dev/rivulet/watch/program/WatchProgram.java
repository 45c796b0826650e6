// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.client.Endpoint;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.options.CommandLine;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.Watcher;
import dev.rivulet.watch.control.ControlServer;
import dev.rivulet.watch.control.ControlSocket;
import dev.rivulet.watch.log.LineForm;
import dev.rivulet.watch.log.Log;
import dev.rivulet.watch.log.TerminalLog;
import dev.rivulet.watch.source.SourceKind;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Watches for a command line until the process is ended: the same for {@code rsync --watch} and
 * {@code rsync-watch}.
 *
 * <p>SIGINT, SIGTERM and SIGHUP end it with rsync's exit code for them, after the transfer that is
 * running.
 */
public final class WatchProgram {
  private WatchProgram() {}

  /**
   * Runs until a signal ends the process.
   *
   * @param commandLine options of the transfers; its operands are not looked at
   * @param sources local directories, as typed
   * @param client reaches the destination
   * @param first hears the events of the first, complete transfer
   * @param firstDone called when that transfer is over, for what {@code first} may have buffered
   * @throws RsyncException if a source or the destination cannot be watched at all
   */
  public static void run(
      CommandLine commandLine,
      List<byte[]> sources,
      Endpoint destination,
      RsyncClient client,
      TransferListener first,
      Runnable firstDone,
      PrintStream out,
      PrintStream err)
      throws IOException, InterruptedException {
    boolean quiet = commandLine.options().report().quiet();
    Log log = new TerminalLog(out, err, Clock.systemDefaultZone(), LineForm.USUAL);
    WatchPrinter printer = new WatchPrinter(log, quiet);
    Watcher.Builder builder =
        Watcher.builder()
            .target(destination)
            .options(commandLine.options())
            .client(client)
            .listener(
                event -> {
                  if (event instanceof WatchEvent.Synchronised) {
                    firstDone.run();
                  }
                  printer.on(event);
                })
            .transferListener(first);
    String eventSource = commandLine.local().eventSource();
    if (!eventSource.isEmpty()) {
      builder.eventSource(SourceKind.of(eventSource));
    }
    sources.forEach(builder::source);
    try (Watcher watcher = builder.start()) {
      List<Closeable> open = new ArrayList<>(List.of(watcher));
      Optional<ControlSocket> place = ControlSocket.chosen(commandLine.local().controlSocket());
      if (place.isPresent()) {
        open.add(0, ControlServer.start(place.get(), watcher));
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(open, err), "rivulet-watch-end"));
      watcher.await();
    }
  }

  private static void end(List<Closeable> open, PrintStream err) {
    try {
      for (Closeable part : open) {
        part.close();
      }
    } catch (IOException e) {
      err.println("rsync-watch: closing: " + e.getMessage());
    }
    Runtime.getRuntime().halt(ExitCode.SIGNAL.code());
  }
}
