// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.rsync.engine.Session;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.PipeConnection;
import dev.rivulet.rsync.options.Offers;
import dev.rivulet.rsync.options.ServerArguments;
import dev.rivulet.rsync.options.ServerRequest;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A client and a server session of ours, joined by a pipe, for tests of the engine. */
final class SessionPair {
  private static final long LONGEST_MILLIS = TimeUnit.SECONDS.toMillis(30);

  private final TransferOptions options;
  private Workspace source;
  private Workspace destination;
  private UnaryOperator<Connection> atClient = connection -> connection;
  private int pipeCapacity = PipeConnection.DEFAULT_CAPACITY;
  private final List<TransferEvent> clientEvents = Collections.synchronizedList(new ArrayList<>());

  SessionPair(TransferOptions options) {
    this.options = options;
  }

  SessionPair from(Workspace workspace) {
    source = workspace;
    return this;
  }

  SessionPair to(Workspace workspace) {
    destination = workspace;
    return this;
  }

  /** Something between the client and its end of the pipe. */
  SessionPair withFaults(UnaryOperator<Connection> faults) {
    atClient = faults;
    return this;
  }

  SessionPair withPipeOf(int bytes) {
    pipeCapacity = bytes;
    return this;
  }

  /** What the client's listener heard. */
  List<TransferEvent> clientEvents() {
    return List.copyOf(clientEvents);
  }

  /** How the ends ended: a result or an exception each. */
  record Endings(TransferResult client, IOException clientFailure, IOException serverFailure) {
    TransferResult successful() {
      if (clientFailure != null || serverFailure != null) {
        throw new AssertionError("client: " + clientFailure, serverFailure);
      }
      return client;
    }
  }

  Endings push(String argument, String target) throws InterruptedException {
    return run(
        false,
        session -> session.send(List.of(argument.getBytes(UTF_8))),
        session -> session.receive(target.getBytes(UTF_8), List.of()));
  }

  Endings pull(String argument, String target) throws InterruptedException {
    List<byte[]> arguments = List.of(argument.getBytes(UTF_8));
    return run(
        true,
        session -> session.receive(target.getBytes(UTF_8), arguments),
        session -> session.send(arguments));
  }

  private interface Work {
    TransferResult on(Session session) throws IOException;
  }

  /** One end at work on its own thread. */
  private static final class End extends Thread {
    private final Connection connection;
    private final Task task;
    private TransferResult result;
    private IOException failure;
    private Throwable mistake;

    interface Task {
      TransferResult run(WireChannel channel) throws IOException;
    }

    End(String name, Connection connection, Task task) {
      super(name);
      this.connection = connection;
      this.task = task;
      setDaemon(true);
    }

    @Override
    public void run() {
      try (connection) {
        result = task.run(WireChannel.on(connection));
      } catch (IOException e) {
        failure = e;
      } catch (RuntimeException | Error e) {
        mistake = e;
      }
    }

    void await() throws InterruptedException {
      join(LONGEST_MILLIS);
      if (isAlive()) {
        AssertionError hang = new AssertionError(getName() + " hangs");
        hang.setStackTrace(getStackTrace());
        throw hang;
      }
      if (mistake != null) {
        throw new AssertionError(getName() + " made a mistake", mistake);
      }
    }
  }

  private Endings run(boolean pull, Work clientWork, Work serverWork) throws InterruptedException {
    PipeConnection.Pair pair = PipeConnection.pair(pipeCapacity);
    End server = new End("server", pair.server(), channel -> serve(channel, pull, serverWork));
    End client =
        new End(
            "client",
            atClient.apply(pair.client()),
            channel -> {
              Workspace place = pull ? destination : source;
              return clientWork.on(
                  new Session(
                      channel,
                      Negotiator.negotiate(Offers.client(options, pull, 0), channel),
                      options,
                      EndSettings.client(0),
                      place,
                      clientEvents::add));
            });
    server.start();
    client.start();
    client.await();
    server.await();
    return new Endings(client.result, client.failure, server.failure);
  }

  private TransferResult serve(WireChannel channel, boolean pull, Work work) throws IOException {
    List<byte[]> words = ServerArguments.words(options, pull, List.of());
    ServerRequest request = ServerRequest.parse(words, ServerRequest.Gate.OPEN);
    Workspace place = pull ? source : destination;
    return work.on(
        new Session(
            channel,
            Negotiator.negotiate(
                Offers.server(request.options(), !pull, 0, request.clientInfo()), channel),
            request.options(),
            new EndSettings(true, FilterList.EMPTY, "", false, false, 0),
            place,
            TransferListener.NONE));
  }
}
