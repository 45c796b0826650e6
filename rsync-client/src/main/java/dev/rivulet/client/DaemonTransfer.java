// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.engine.Session;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.options.ArgumentQuoting;
import dev.rivulet.rsync.options.ArgumentStyle;
import dev.rivulet.rsync.options.Offers;
import dev.rivulet.rsync.options.ProtocolNeeds;
import dev.rivulet.rsync.options.ServerArguments;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.NameTranslation;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A transfer with a daemon that has been connected to. Used once. */
final class DaemonTransfer {
  /** Chooses the module and logs in. */
  interface Entry {
    void enter(DaemonConnection connection) throws IOException;
  }

  private final DaemonConnection connection;
  private final Entry entry;
  private final ArgumentStyle style;
  private final TransferOptions options;
  private final LocalFiles files;
  private final TransferListener listener;
  private final OutputStream recording;

  /**
   * @param entry used unless the module is entered already
   * @param recording see {@link RsyncClient.Builder#recording}
   */
  DaemonTransfer(
      DaemonConnection connection,
      Entry entry,
      ArgumentStyle style,
      TransferOptions options,
      LocalFiles files,
      TransferListener listener,
      OutputStream recording) {
    this.connection = connection;
    this.entry = entry;
    this.style = style;
    this.options =
        options.toBuilder().translatesListedNames(style == ArgumentStyle.SECLUDED).build();
    this.files = files;
    this.listener = listener;
    this.recording = recording;
  }

  TransferResult push(List<byte[]> sources, DaemonUrl destination) throws IOException {
    SessionParameters parameters = start(options, false, paths(List.of(destination)));
    try (Workspace workspace = files.open()) {
      return session(parameters, workspace).send(sources);
    }
  }

  TransferResult pull(List<DaemonUrl> sources, byte[] destination) throws IOException {
    List<byte[]> paths = paths(sources);
    SessionParameters parameters = start(options, true, paths);
    try (Workspace workspace = files.openToReceive()) {
      return session(parameters, workspace).receive(destination, belowModule(paths));
    }
  }

  /**
   * Lists.
   *
   * @param forServer what the server is told; it does not know that nothing will be requested
   */
  TransferResult list(List<DaemonUrl> sources, TransferOptions forServer) throws IOException {
    List<byte[]> paths = paths(sources);
    SessionParameters parameters = start(forServer, true, paths);
    try (Workspace workspace = files.open()) {
      return session(parameters, workspace).list(paths.get(0), belowModule(paths));
    }
  }

  private SessionParameters start(TransferOptions forServer, boolean pull, List<byte[]> paths)
      throws IOException {
    ServerArguments.Words words = ServerArguments.words(forServer, pull, paths, style);
    Announcements announcements = new Announcements(forServer, listener);
    announcements.words("sending daemon args", words.open());
    if (!connection.isEntered()) {
      entry.enter(connection);
    }
    announcements.words("protected args", words.secluded());
    connection.login().sendArguments(words.translated(NameTranslation.of(options.wire().iconv())));
    ProtocolNeeds.checkRemote(forServer, forServer.wire().protocolLimit());
    SessionParameters parameters =
        Negotiator.negotiate(
            Offers.client(forServer, pull, connection.protocolToNegotiate()),
            Recorder.of(forServer, recording).preferences(),
            connection.channel());
    ProtocolNeeds.checkRemote(forServer, parameters.protocol());
    return parameters;
  }

  private Session session(SessionParameters parameters, Workspace workspace) throws IOException {
    EndSettings settings = EndSettings.client(options.wire().timeoutSeconds());
    Session session =
        new Session(connection.channel(), parameters, options, settings, workspace, listener);
    return Recorder.of(options, recording).attach(session);
  }

  private List<byte[]> paths(List<DaemonUrl> places) {
    List<byte[]> paths = new ArrayList<>(places.size());
    for (DaemonUrl place : places) {
      paths.add(ArgumentQuoting.daemonPath(place.path(), connection.daemon().module()));
    }
    return paths;
  }

  /** What was asked for, without the module: it bounds what the sender may send. */
  private List<byte[]> belowModule(List<byte[]> paths) {
    int module = connection.daemon().module().length;
    List<byte[]> below = new ArrayList<>(paths.size());
    for (byte[] path : paths) {
      below.add(Arrays.copyOfRange(path, Math.min(module + 1, path.length), path.length));
    }
    return below;
  }
}
