// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.rsync.engine.Session;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.RecordingConnection;
import dev.rivulet.rsync.options.Offers;
import dev.rivulet.rsync.options.ServerArguments;
import dev.rivulet.rsync.options.ServerRequest;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Whole sessions, both ends and both roles, with a peer that says arbitrary bytes from the very
 * first one on.
 */
public final class SessionFuzzTargets {
  private static final String PLACE = "here/";

  private SessionFuzzTargets() {}

  /** A client that pulls. */
  public static void pullingClient(byte[] bytes) throws IOException {
    client(bytes, true, options().build());
  }

  /** A client that pulls by an old protocol. */
  public static void oldPullingClient(byte[] bytes) throws IOException {
    client(bytes, true, options().protocolLimit(29).build());
  }

  /** A client that pushes. */
  public static void pushingClient(byte[] bytes) throws IOException {
    client(bytes, false, options().build());
  }

  /** A server that receives. */
  public static void receivingServer(byte[] bytes) throws IOException {
    server(bytes, false);
  }

  /** A server that sends. */
  public static void sendingServer(byte[] bytes) throws IOException {
    server(bytes, true);
  }

  private static TransferOptionsBuilder options() {
    return TransferOptions.builder()
        .archive()
        .hardLinks(true)
        .deleteMode(DeleteMode.DURING)
        .itemize(1);
  }

  /** What the honest peer of one of these says in a whole session. */
  static byte[] soundPeer(String name) throws Exception {
    TransferOptions options =
        name.startsWith("old") ? options().protocolLimit(29).build() : options().build();
    Tee tee = new Tee(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    SessionPair pair =
        new SessionPair(options)
            .from(
                new MemoryWorkspace(
                    new MemoryFileTree().with("there/f", "news").with("there/h", "h")))
            .to(files())
            .withFaults(tee::around);
    boolean pull = name.equals("sendingServer") || name.endsWith("ullingClient");
    (pull ? pair.pull("there/", PLACE) : pair.push("there/", PLACE)).successful();
    return (name.endsWith("Client") ? tee.read : tee.written).toByteArray();
  }

  /** Keeps what a client reads and writes. */
  private record Tee(ByteArrayOutputStream read, ByteArrayOutputStream written) {
    Connection around(Connection connection) {
      return new RecordingConnection(connection, read, written);
    }
  }

  private static MemoryWorkspace files() throws IOException {
    return new MemoryWorkspace(
        new MemoryFileTree()
            .with(PLACE + "f", "a file of some length, to have blocks of it")
            .with(PLACE + "d/g", "g")
            .withDirectory(PLACE + "e"));
  }

  private static void client(byte[] bytes, boolean pull, TransferOptions options)
      throws IOException {
    WireChannel channel = WireChannel.on(new Said(bytes));
    Session session =
        new Session(
            channel,
            Negotiator.negotiate(Offers.client(options, pull, 0), channel),
            options,
            EndSettings.client(0),
            files(),
            TransferListener.NONE);
    if (pull) {
      session.receive(PLACE.getBytes(UTF_8), List.of(PLACE.getBytes(UTF_8)));
    } else {
      session.send(List.of(PLACE.getBytes(UTF_8)));
    }
  }

  private static void server(byte[] bytes, boolean sender) throws IOException {
    TransferOptions options = options().build();
    ServerRequest request =
        ServerRequest.parse(
            ServerArguments.words(options, sender, List.of()), ServerRequest.Gate.OPEN);
    WireChannel channel = WireChannel.on(new Said(bytes));
    Session session =
        new Session(
            channel,
            Negotiator.negotiate(
                Offers.server(request.options(), !sender, 0, request.clientInfo()), channel),
            request.options(),
            new EndSettings(true, FilterList.EMPTY, "", false, false, 0),
            files(),
            TransferListener.NONE);
    if (sender) {
      session.send(List.of(PLACE.getBytes(UTF_8)));
    } else {
      session.receive(PLACE.getBytes(UTF_8), List.of());
    }
  }

  /** A connection to a peer that has said everything, and listens to everything. */
  private record Said(InputStream input) implements Connection {
    Said(byte[] bytes) {
      this(new ByteArrayInputStream(bytes));
    }

    @Override
    public OutputStream output() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void shutdownOutput() {
      // Nobody waits for the end.
    }

    @Override
    public String peer() {
      return "fuzzer";
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
