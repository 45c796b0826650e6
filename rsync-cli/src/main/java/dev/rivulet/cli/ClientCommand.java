// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.client.ClientSettings;
import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.LocalFiles;
import dev.rivulet.client.RemoteServer;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.ItemFormat;
import dev.rivulet.rsync.event.ItemLines;
import dev.rivulet.rsync.event.ItemText;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.options.CommandLine;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The client: one transfer or listing, printed as rsync prints it. Used once. */
final class ClientCommand {
  private static final double NANOS = 1e9;

  private final CommandLine commandLine;
  private final List<byte[]> words;
  private final Console console;
  private final ExitTrace exit;
  private final boolean ownsProcess;

  /**
   * @param words of the command line, for the script of a batch
   * @param ownsProcess whether the program is this command and nothing else, so that signals to it
   *     are meant for the transfer
   */
  ClientCommand(CommandLine commandLine, List<byte[]> words, Console console, boolean ownsProcess) {
    this.words = words;
    this.commandLine = commandLine;
    this.console = console;
    this.exit = new ExitTrace(commandLine.options(), console);
    this.ownsProcess = ownsProcess;
  }

  /** Runs the command. */
  ExitCode run() {
    ClientSettings settings = new ClientSettings(commandLine);
    Job job;
    String role = Job.roleOf(commandLine);
    try {
      job = Job.of(commandLine);
      settings.requireUseful(job.remote());
    } catch (RsyncException e) {
      return failed(e, role);
    }
    RemoteServer server = settings.server();
    Interruption interruption =
        new Interruption(settings.connector(), server.shell(), console, job.kind().role());
    if (ownsProcess) {
      interruption.arm();
    }
    try {
      if (job.remote() instanceof DaemonUrl) {
        settings.socketTuning().complaints().forEach(console::error);
      }
      return run(
          job,
          settings
              .client()
              .earlyInput(settings.earlyInput())
              .connector(interruption)
              .remoteServer(server.withShell(interruption)));
    } catch (IOException e) {
      return Interruption.hasHappened() ? ExitCode.SIGNAL : failed(e, job.kind().role());
    } finally {
      interruption.disarm();
    }
  }

  /** The form of item lines that a command line asks for. */
  static ItemLines lines(CommandLine commandLine, Job job) {
    TransferOptions options = commandLine.options();
    TransferOptions.Report report = options.report();
    ItemFormat format =
        ItemFormat.parse(
            report.outFormat().orElse("").getBytes(StandardCharsets.UTF_8),
            Clock.systemDefaultZone(),
            new ItemFormat.Place(job.kind() == Job.Kind.COPY, ProcessHandle.current().pid(), null),
            new ItemText.Times(options.preserve().times(), true));
    ItemLines.Extent extent =
        report.outFormatReportsItems() ? ItemLines.Extent.EVERYTHING : ItemLines.Extent.UPDATES;
    return new ItemLines(format, extent, !options.delivery().dryRun());
  }

  private ExitCode run(Job job, RsyncClient.Builder builder) throws IOException {
    TransferPrinter printer =
        new TransferPrinter(console, commandLine, lines(commandLine, job), System::nanoTime);
    if (!commandLine.options().batch().writes()) {
      return run(job, builder, printer);
    }
    BatchFiles files = new BatchFiles(commandLine.options());
    files.writeScript(script(job));
    try (OutputStream batch = files.create()) {
      return run(job, builder.recording(batch), printer);
    }
  }

  /** A listing has no destination; what stands in its place in the script is what was listed. */
  private byte[] script(Job job) throws RsyncException {
    boolean listing = commandLine.operands().size() == 1;
    byte[] destination = (listing ? job.sources().get(0) : job.destination()).path();
    String program = System.getProperty("rivulet.launcher", "rsync");
    return BatchScript.of(program, words, commandLine, destination);
  }

  private ExitCode run(Job job, RsyncClient.Builder builder, TransferPrinter printer)
      throws IOException {
    Optional<JobLog> log = openLog(job);
    if (log.isEmpty()) {
      return run(job, builder.listener(printer).build(), printer, log);
    }
    try (JobLog file = log.get()) {
      TransferListener both =
          event -> {
            printer.on(event);
            file.on(event);
          };
      return run(job, builder.listener(both).build(), printer, log);
    }
  }

  private Optional<JobLog> openLog(Job job) {
    boolean local = job.kind() == Job.Kind.COPY;
    return JobLog.open(commandLine.options(), "client", local, console);
  }

  private ExitCode run(Job job, RsyncClient client, TransferPrinter printer, Optional<JobLog> log)
      throws IOException {
    if (job.kind() == Job.Kind.LIST_MODULES) {
      client.listModules((DaemonUrl) job.remote());
      return ExitCode.OK;
    }
    long start = System.nanoTime();
    try {
      TransferResult result = transfer(client, job);
      printer.transferEnded();
      return finish(job, result, (System.nanoTime() - start) / NANOS, log);
    } catch (IOException e) {
      log.ifPresent(file -> file.text(Failures.text(e, job.kind().role())));
      throw e;
    }
  }

  private TransferResult transfer(RsyncClient client, Job job) throws IOException {
    TransferOptions options = commandLine.options();
    String user = options.identity().copyAs();
    if (user.isEmpty()) {
      return transfer(client, job, options);
    }
    CopyAs other = new CopyAs(user, job.kind().role());
    LocalFiles files = other.of(LocalFiles.of(options.operatorPaths(), false));
    TransferOptions rest = options.toBuilder().identity(options.identity().withoutCopyAs()).build();
    return other.apart(() -> transfer(client.toBuilder().files(files).build(), job, rest));
  }

  private TransferResult transfer(RsyncClient client, Job job, TransferOptions options)
      throws IOException {
    return switch (job.kind()) {
      case PUSH -> client.push(options, job.sourcePaths(), job.destination());
      case PULL -> client.pull(options, job.sources(), job.destination().path());
      case COPY -> client.copy(options, job.sourcePaths(), job.destination().path());
      case LIST_REMOTE -> client.list(options, job.sources());
      case LIST_LOCAL -> client.listLocal(options, job.sourcePaths());
      case REPLAY -> replay(client, job, options);
      case LIST_MODULES -> throw new IllegalStateException("no transfer: " + job.kind());
    };
  }

  private TransferResult replay(RsyncClient client, Job job, TransferOptions options)
      throws IOException {
    try (InputStream batch = new BatchFiles(options).read()) {
      return client.replay(options, batch, job.destination().path());
    }
  }

  private ExitCode finish(Job job, TransferResult result, double seconds, Optional<JobLog> log) {
    TransferOptions.Report report = commandLine.options().report();
    if (report.tells(InfoFlag.STATS)) {
      int humanReadable = commandLine.local().humanReadable();
      String summary = Summary.of(result.stats(), commandLine.options(), humanReadable, seconds);
      if (!report.quiet()) {
        console.draw(summary);
      }
      log.ifPresent(file -> file.text(summary));
    } else {
      log.ifPresent(file -> file.totals(result.stats()));
    }
    String role = job.kind().finalRole(result.stats().files().total() == 0);
    exit.begins(result.exitCode(), role);
    if (!result.isSuccess()) {
      String ending = ErrorText.ending(result.exitCode(), role);
      console.error(ending);
      log.ifPresent(file -> file.text(ending));
    }
    exit.ends(result.exitCode(), role);
    return result.exitCode();
  }

  private ExitCode failed(IOException failure, String role) {
    ExitCode code = Failures.codeOf(failure);
    exit.begins(code, role);
    Failures.report(failure, role, console);
    exit.ends(code, role);
    return code;
  }
}
