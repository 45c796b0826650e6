// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.client.ConnectionWatch;
import dev.rivulet.client.LocalFiles;
import dev.rivulet.client.OperatorFiles;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.engine.Session;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferEvent.Severity;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.PathWildcards;
import dev.rivulet.rsync.handshake.DaemonDialogue;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.options.Offers;
import dev.rivulet.rsync.options.OperatorPaths;
import dev.rivulet.rsync.options.OptionFiles;
import dev.rivulet.rsync.options.OptionRules;
import dev.rivulet.rsync.options.ServerRequest;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.NameTranslation;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The server that a client starts through a remote shell, {@code --server}. Used once. */
final class ServerCommand {
  private static final byte[] HERE = {'.'};

  /** The one protocol whose server tells warnings itself, as it has no message for them. */
  private static final int WARNS_BY_ITSELF = 29;

  private final List<byte[]> words;
  private final Connection connection;
  private final Console console;
  private OptionFiles optionFiles = new OperatorFiles();
  private boolean secluded;
  private String role = "server";

  /**
   * @param connection to the client; nothing else may be written to its output
   * @param console whose standard error is shown to the user by the remote shell
   */
  ServerCommand(List<byte[]> words, Connection connection, Console console) {
    this.words = words;
    this.connection = connection;
    this.console = console;
  }

  /** Serves the client. */
  ExitCode run() {
    try {
      WireChannel channel = WireChannel.on(ConnectionWatch.watch(connection, 0));
      ServerRequest request = request(channel);
      role = request.sender() ? "sender" : "receiver";
      return serveUntilEndOrSignal(request, channel);
    } catch (IOException e) {
      // What the client has been told as a message it shows by itself.
      return Failures.isReported(e) ? Failures.codeOf(e) : Failures.report(e, role, console);
    }
  }

  /** What is asked for, which a client that secludes its arguments says over the connection. */
  private ServerRequest request(WireChannel channel) throws IOException {
    List<byte[]> all = words;
    Optional<NameTranslation> names = ServerRequest.secludedWords(words);
    secluded = names.isPresent();
    if (secluded) {
      List<byte[]> sent = new DaemonDialogue(channel.in(), channel.out()).readSecludedArguments();
      all = new ArrayList<>(words);
      sent.stream().skip(1).map(names.get()::textFromWire).forEach(all::add);
    }
    optionFiles = new OperatorFiles(OperatorPaths.spokenIn(all));
    return ServerRequest.parse(all, ServerRequest.Gate.OPEN, optionFiles);
  }

  private ExitCode serveUntilEndOrSignal(ServerRequest request, WireChannel channel)
      throws IOException {
    Interruption interruption = Interruption.ofServer(connection, console, role);
    interruption.arm();
    try {
      return serve(request, channel).exitCode();
    } catch (IOException e) {
      if (Interruption.hasHappened()) {
        return ExitCode.SIGNAL;
      }
      throw e;
    } finally {
      interruption.disarm();
    }
  }

  private TransferResult serve(ServerRequest request, WireChannel channel) throws IOException {
    SessionParameters parameters =
        Negotiator.negotiate(
            Offers.server(request.options(), !request.sender(), 0, request.clientInfo()),
            Offers.preferences(request.options()),
            channel);
    TransferOptions options = request.options();
    LocalFiles files = LocalFiles.of(options.operatorPaths(), true);
    String user = options.identity().copyAs();
    if (!user.isEmpty()) {
      files = new CopyAs(user, role).of(files);
      options = options.toBuilder().identity(options.identity().withoutCopyAs()).build();
    }
    EndSettings settings =
        new EndSettings(true, FilterList.EMPTY, "", false, false, options.wire().timeoutSeconds())
            .withRules(new OptionRules(optionFiles, System::getenv, () -> false, role));
    // A listing is for the client to show.
    boolean warns = parameters.protocol() == WARNS_BY_ITSELF && !options.delivery().listOnly();
    Optional<JobLog> log = JobLog.open(options, role, false, console);
    try (JobLog file = log.orElse(null);
        Workspace workspace = request.sender() ? files.open() : files.openToReceive()) {
      TransferListener listener = listener(file, warns);
      Session session =
          new Session(
              channel.limited(options.wire().bandwidthLimit()),
              parameters,
              options,
              warns ? settings.withOwnVoice() : settings,
              workspace,
              listener);
      List<byte[]> paths = paths(request, workspace);
      TransferResult result =
          request.sender()
              ? session.send(paths)
              : session.receive(paths.isEmpty() ? HERE : paths.get(0), List.of());
      log.ifPresent(totals -> totals.totals(result.stats()));
      return result;
    }
  }

  /** Who hears of the transfer at this end: its log, and the user of the remote shell. */
  private TransferListener listener(JobLog log, boolean warns) {
    TransferListener logging = log == null ? TransferListener.NONE : log;
    if (!warns) {
      return logging;
    }
    return event -> {
      logging.on(event);
      if (event instanceof TransferEvent.Message message
          && message.severity() == Severity.WARNING) {
        console.error(message.text());
      }
    };
  }

  /** The paths of the arguments; where no shell has seen them, what their wildcards stand for. */
  private List<byte[]> paths(ServerRequest request, Workspace workspace) throws IOException {
    if (!secluded) {
      return request.paths();
    }
    PathWildcards wildcards = new PathWildcards(workspace, FilterList.EMPTY);
    List<byte[]> paths = new ArrayList<>();
    for (byte[] path : request.paths()) {
      paths.addAll(wildcards.expand(path));
    }
    return paths;
  }
}
