// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.engine.Session;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferEvent.Severity;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.PipeConnection;
import dev.rivulet.rsync.io.RateLimiter;
import dev.rivulet.rsync.options.Offers;
import dev.rivulet.rsync.options.ProtocolNeeds;
import dev.rivulet.rsync.options.ServerArguments;
import dev.rivulet.rsync.options.ServerRequest;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A transfer whose two ends are threads of this process, joined by a pipe in memory.
 *
 * <p>As in the reference program the client's end, the calling thread, sends and a server's end
 * receives, or lists.
 */
final class LocalCopy {
  private static final byte[] HERE = {'.'};
  private static final int FIRST_PROTOCOL_WITH_WARNINGS = 30;

  private final TransferOptions options;
  private final LocalFiles files;
  private final TransferListener listener;
  private final Recorder recorder;

  /**
   * @param recording see {@link RsyncClient.Builder#recording}
   */
  LocalCopy(
      TransferOptions options, LocalFiles files, TransferListener listener, OutputStream recording)
      throws RsyncException {
    this.recorder = Recorder.of(options, recording);
    this.options = options;
    this.files = files;
    this.listener = oneByOne(listener);
  }

  /** Both ends may have something to tell at the same time. */
  private static TransferListener oneByOne(TransferListener listener) {
    if (listener == TransferListener.NONE) {
      return listener;
    }
    ReentrantLock lock = new ReentrantLock();
    return event -> {
      lock.lock();
      try {
        listener.on(event);
      } finally {
        lock.unlock();
      }
    };
  }

  TransferResult run(List<byte[]> sources, byte[] destination) throws IOException {
    TransferOptions.Delivery delivery = options.delivery();
    boolean usual = !delivery.noWholeFile() && !options.batch().writes();
    TransferOptions whole = options.toBuilder().wholeFile(delivery.wholeFile() || usual).build();
    ServerEnd server = new ServerEnd(whole, session -> session.receive(destination, List.of()));
    return runBeside(server, whole, sources);
  }

  TransferResult list(List<byte[]> sources) throws IOException {
    TransferOptions whole = options.toBuilder().wholeFile(true).build();
    return runBeside(
        new ServerEnd(whole, session -> session.list(HERE, List.of())), whole, sources);
  }

  private TransferResult runBeside(
      ServerEnd server, TransferOptions clientOptions, List<byte[]> sources) throws IOException {
    PipeConnection.Pair pair = PipeConnection.pair();
    Thread thread = new Thread(() -> server.run(pair.server()), "rsync-local-server");
    thread.setDaemon(true);
    thread.start();
    try (Connection connection = limited(pair.client())) {
      WireChannel channel = WireChannel.on(connection);
      SessionParameters parameters =
          Negotiator.negotiate(
              Offers.client(clientOptions, false, 0), recorder.preferences(), channel);
      server.requireAgreement();
      ProtocolNeeds.check(clientOptions, parameters.protocol());
      EndSettings settings = EndSettings.client(options.wire().timeoutSeconds());
      try (Workspace workspace = files.open()) {
        Session session =
            new Session(channel, parameters, clientOptions, settings, workspace, listener);
        TransferResult result = recorder.attach(session).send(sources);
        join(thread);
        return server.combined(result);
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw server.reasonFor(e, thread);
    } finally {
      join(thread);
    }
  }

  private Connection limited(Connection connection) {
    long limit = options.wire().bandwidthLimit();
    return limit == 0
        ? connection
        : new RateLimiter((int) Math.min(Integer.MAX_VALUE, limit)).limit(connection);
  }

  /**
   * Waits for the other end, which has put its files away by then. An interrupt waits too: it has
   * closed the pipe, so that this does not take long.
   */
  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What one end does with its session. */
  private interface End {
    TransferResult run(Session session) throws IOException;
  }

  /** The end that stands in for the program at the other side. */
  private final class ServerEnd {
    private final TransferOptions serverOptions;
    private final End end;
    private RsyncException failure;
    private final CompletableFuture<Optional<RsyncException>> refusal = new CompletableFuture<>();
    private ExitCode ending = ExitCode.OK;

    ServerEnd(TransferOptions options, End end) throws RsyncException {
      TransferOptionsBuilder own =
          options.remoteOptions().isEmpty() ? withoutOwnEnd(options) : told(options);
      own.filters(options.filters().ofAttributes()).withoutFilesFrom().mungeLinks(false);
      own.batch(options.batch());
      own.iconv(options.wire().remoteIconv());
      this.serverOptions = own.stopAt(0).build(); // one end is enough to stop
      this.end = end;
    }

    /** Changes of modes and links concern the client's end, which sends. */
    private static TransferOptionsBuilder withoutOwnEnd(TransferOptions options) {
      return options.toBuilder().identity(options.identity().withoutChmod()).mungeLinks(false);
    }

    /** What a program at the other side would be told, options for it alone included. */
    private static TransferOptionsBuilder told(TransferOptions options) throws RsyncException {
      List<byte[]> words = ServerArguments.words(options, false, List.of());
      TransferOptions told;
      try {
        told = ServerRequest.parse(words, ServerRequest.Gate.OPEN).options();
      } catch (RsyncException e) {
        throw disagreement(e);
      }
      boolean pretends = options.identity().fakeSuper() || told.identity().fakeSuper();
      return told.toBuilder().identity(told.identity().withFakeSuper(pretends));
    }

    void run(PipeConnection pipe) {
      try (PipeConnection connection = pipe;
          Workspace workspace = files.openToReceive()) {
        WireChannel channel = WireChannel.on(connection);
        String clientInfo = ServerArguments.clientInfo(options, false);
        SessionParameters parameters =
            negotiate(channel, Offers.server(serverOptions, true, 0, clientInfo));
        EndSettings settings =
            new EndSettings(
                    true, FilterList.EMPTY, "", false, false, options.wire().timeoutSeconds())
                .withOwnVoice();
        Session session =
            new Session(channel, parameters, serverOptions, settings, workspace, voice(parameters));
        ending = end.run(session).exitCode();
      } catch (RsyncException e) {
        failure = e;
      } catch (IOException e) {
        failure = new RsyncException(ExitCode.FILE_IO, String.valueOf(e.getMessage()), e);
      } finally {
        refusal.complete(Optional.empty()); // whatever it was, it was not the agreement
      }
    }

    private SessionParameters negotiate(WireChannel channel, Negotiator.Offer offer)
        throws IOException {
      try {
        SessionParameters agreed = Negotiator.negotiate(offer, recorder.preferences(), channel);
        refusal.complete(Optional.empty());
        return agreed;
      } catch (RsyncException e) {
        refusal.complete(Optional.of(e));
        throw e;
      }
    }

    /** Fails as the client of a program that is gone before it has said anything. */
    void requireAgreement() throws RsyncException {
      Optional<RsyncException> reason = refusal.join();
      if (reason.isPresent()) {
        throw disagreement(reason.get());
      }
    }

    private static RsyncException disagreement(RsyncException reason) {
      return new RsyncException(ExitCode.STREAM_IO, reason.getMessage(), reason);
    }

    /**
     * What only this end has to tell: a listing, the warnings of protocol 29, and what older ones
     * delete.
     */
    private TransferListener voice(SessionParameters parameters) {
      if (options.delivery().listOnly() && serverOptions.report().quiet()) {
        return TransferListener.NONE;
      }
      if (options.delivery().listOnly()) {
        return event -> {
          if (event instanceof TransferEvent.Listed) {
            listener.on(event);
          }
        };
      }
      if (parameters.protocol() >= FIRST_PROTOCOL_WITH_WARNINGS) {
        return TransferListener.NONE;
      }
      return event -> {
        boolean warning =
            event instanceof TransferEvent.Message message
                && message.severity() == Severity.WARNING;
        boolean deleted = event instanceof TransferEvent.Deleted;
        if (parameters.itemFlags() ? warning : deleted) {
          listener.on(event);
        }
      };
    }

    /** The client's result, with this end's exit code if that is the greater one. */
    TransferResult combined(TransferResult result) {
      return ending.code() > result.exitCode().code()
          ? new TransferResult(ending, result.stats())
          : result;
    }

    /** The client's failure, unless it only says that this end is gone and this end knows why. */
    IOException reasonFor(IOException clientFailure, Thread thread) {
      join(thread);
      boolean known =
          clientFailure instanceof RsyncException rsync && rsync.exitCode() != ExitCode.STREAM_IO;
      if (known || failure == null || clientFailure.getCause() == failure) {
        return clientFailure;
      }
      if (failure != clientFailure) {
        failure.addSuppressed(clientFailure);
      }
      return refusal.join().map(ServerEnd::disagreement).orElse(failure);
    }
  }
}
