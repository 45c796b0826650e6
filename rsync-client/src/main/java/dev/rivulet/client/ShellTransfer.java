// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.engine.Session;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.handshake.DaemonDialogue;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.RateLimiter;
import dev.rivulet.rsync.options.ArgumentQuoting;
import dev.rivulet.rsync.options.ArgumentStyle;
import dev.rivulet.rsync.options.Offers;
import dev.rivulet.rsync.options.ProtocolNeeds;
import dev.rivulet.rsync.options.ServerArguments;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.NameTranslation;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A transfer with a server that a remote shell starts for it. Used once. */
final class ShellTransfer {
  /** How long a server may take to end once everything is said. */
  private static final Duration LAST_STEPS = Duration.ofSeconds(60);

  /** How long the shell's status is waited for after a failure that it may explain. */
  private static final Duration EXPLANATION = Duration.ofSeconds(5);

  private final RemoteServer server;
  private final TransferOptions options;
  private final LocalFiles files;
  private final TransferListener listener;
  private final OutputStream recording;

  /**
   * @param recording see {@link RsyncClient.Builder#recording}
   */
  ShellTransfer(
      RemoteServer server,
      TransferOptions options,
      LocalFiles files,
      TransferListener listener,
      OutputStream recording) {
    this.recording = recording;
    this.server = server;
    this.options =
        options.toBuilder().translatesListedNames(server.style() == ArgumentStyle.SECLUDED).build();
    this.files = files;
    this.listener = listener;
  }

  TransferResult push(List<byte[]> sources, ShellHost destination) throws IOException {
    List<byte[]> paths = List.of(shellPath(destination));
    return run(destination, options, false, paths, false, session -> session.send(sources));
  }

  TransferResult pull(List<ShellHost> sources, byte[] destination) throws IOException {
    List<byte[]> requested = requested(sources);
    return run(
        sources.get(0),
        options,
        true,
        shellPaths(sources),
        true,
        session -> session.receive(destination, requested));
  }

  /**
   * Lists.
   *
   * @param forServer what the server is told; it does not know that nothing will be requested
   */
  TransferResult list(List<ShellHost> sources, TransferOptions forServer) throws IOException {
    List<byte[]> requested = requested(sources);
    return run(
        sources.get(0),
        forServer,
        true,
        shellPaths(sources),
        false,
        session -> session.list(sources.get(0).path(), requested));
  }

  /** What this client does with its session. */
  private interface End {
    TransferResult run(Session session) throws IOException;
  }

  private TransferResult run(
      ShellHost host,
      TransferOptions forServer,
      boolean pull,
      List<byte[]> paths,
      boolean writes,
      End end)
      throws IOException {
    Recorder recorder = Recorder.of(options, recording);
    ServerArguments.Words words = ServerArguments.words(forServer, pull, paths, server.style());
    NameTranslation names = NameTranslation.of(options.wire().iconv());
    List<byte[]> command = new ArrayList<>();
    command.add(server.program());
    command.addAll(words.open());
    Announcements announcements = new Announcements(options, listener);
    announcements.words(
        "opening connection using", server.shell().line(host.user(), host.host(), command));
    announcements.words("protected args", words.secluded());
    try (RemoteCommand remote = server.shell().run(host.user(), host.host(), command, Map.of())) {
      try {
        WireChannel channel = WireChannel.on(limited(remote));
        SessionParameters parameters =
            negotiate(channel, forServer, pull, words.translated(names).secluded(), recorder);
        try (Workspace workspace = writes ? files.openToReceive() : files.open()) {
          EndSettings settings = EndSettings.client(options.wire().timeoutSeconds());
          Session session =
              new Session(channel, parameters, options, settings, workspace, listener);
          TransferResult result = end.run(recorder.attach(session));
          announcements.waiting(pull, remote);
          return combined(result, remote);
        }
      } catch (RsyncException e) {
        throw explained(e, remote);
      }
    }
  }

  private SessionParameters negotiate(
      WireChannel channel,
      TransferOptions forServer,
      boolean pull,
      List<byte[]> secluded,
      Recorder recorder)
      throws IOException {
    if (!secluded.isEmpty()) {
      new DaemonDialogue(channel.in(), channel.out()).writeSecludedArguments(secluded);
    }
    ProtocolNeeds.checkRemote(forServer, forServer.wire().protocolLimit());
    SessionParameters parameters =
        Negotiator.negotiate(Offers.client(forServer, pull, 0), recorder.preferences(), channel);
    ProtocolNeeds.checkRemote(forServer, parameters.protocol());
    return parameters;
  }

  private Connection limited(Connection bare) {
    Connection connection = ConnectionWatch.watch(bare, options.wire().timeoutSeconds());
    long limit = options.wire().bandwidthLimit();
    return limit == 0
        ? connection
        : new RateLimiter((int) Math.min(Integer.MAX_VALUE, limit)).limit(connection);
  }

  /** The result, with the exit code of the remote command if that is the greater one. */
  private static TransferResult combined(TransferResult result, RemoteCommand remote)
      throws IOException {
    remote.shutdownOutput();
    int status = remote.exitStatus(LAST_STEPS).orElse(0);
    return status > result.exitCode().code()
        ? new TransferResult(ExitCode.of(status), result.stats())
        : result;
  }

  /** A remote shell that could not do its work is the reason of everything that went wrong. */
  private static RsyncException explained(RsyncException failure, RemoteCommand remote)
      throws IOException {
    if (failure.exitCode() != ExitCode.STREAM_IO && failure.exitCode() != ExitCode.SOCKET_IO) {
      return failure;
    }
    OptionalInt status = remote.exitStatus(EXPLANATION);
    if (status.orElse(0) <= failure.exitCode().code()) {
      return failure;
    }
    RsyncException known =
        new RsyncException(ExitCode.of(status.getAsInt()), failure.getMessage(), failure);
    return failure.isReported() ? known.markReported() : known;
  }

  private List<byte[]> shellPaths(List<ShellHost> places) {
    List<byte[]> paths = new ArrayList<>(places.size());
    for (ShellHost place : places) {
      paths.add(shellPath(place));
    }
    return paths;
  }

  private byte[] shellPath(ShellHost place) {
    return ArgumentQuoting.shellPath(place.path(), server.style());
  }

  /**
   * What a client that receives expects to get; nothing in particular when the shell may make many
   * names of one.
   */
  private List<byte[]> requested(List<ShellHost> sources) {
    if (server.style() == ArgumentStyle.OLD_PATHS || server.style() == ArgumentStyle.OLD) {
      return List.of();
    }
    List<byte[]> paths = new ArrayList<>(sources.size());
    for (ShellHost source : sources) {
      paths.add(source.path());
    }
    return paths;
  }
}
