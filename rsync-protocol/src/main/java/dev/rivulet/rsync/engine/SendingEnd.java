// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.batch.BatchWriter;
import dev.rivulet.rsync.engine.dialogue.KeepAlive;
import dev.rivulet.rsync.engine.dialogue.PeerExit;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.dialogue.TranslatedMessages;
import dev.rivulet.rsync.engine.sender.ByteCounts;
import dev.rivulet.rsync.engine.sender.Confirmations;
import dev.rivulet.rsync.engine.sender.OrderedMessages;
import dev.rivulet.rsync.engine.sender.RawTurnInput;
import dev.rivulet.rsync.engine.sender.Sender;
import dev.rivulet.rsync.engine.sender.SenderMessages;
import dev.rivulet.rsync.engine.sender.SenderTrace;
import dev.rivulet.rsync.engine.sender.SendingStart;
import dev.rivulet.rsync.engine.sender.TurnInput;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.wire.Demultiplexer;
import dev.rivulet.rsync.wire.ReadAhead;
import dev.rivulet.rsync.wire.WireChannel;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An end that sends: one thread works, the caller's, and a small one keeps taking what the peer
 * says.
 */
final class SendingEnd {
  private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** After a failed write: how long to look for what the peer has said before. */
  private static final long EXPLANATION_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Transfer transfer;
  private final WireChannel channel;
  private final RoleThreads threads;
  private final BatchWriter recording;

  /**
   * @param recording gets what is sent, null for none
   */
  SendingEnd(Transfer transfer, WireChannel channel, RoleThreads threads, BatchWriter recording) {
    this.recording = recording;
    this.transfer = transfer;
    this.channel = channel;
    this.threads = threads;
  }

  TransferResult run(List<byte[]> arguments) throws IOException {
    PeerOutput out = PeerOutput.ofSender(channel, transfer, recording);
    Reports reports = new Reports(transfer, "sender", out);
    Confirmations confirmations = new Confirmations(transfer.events());
    SenderMessages messages = new SenderMessages(transfer, channel.connection(), confirmations);
    OrderedMessages inOrder =
        new OrderedMessages(TranslatedMessages.of(transfer.names(), messages));
    ReadAhead ahead = null;
    WireInput in;
    try {
      Demultiplexer frames = frames(inOrder);
      boolean bareNames = SendingStart.hasBareNames(transfer);
      SendingStart start = bareNames ? startBeside(frames, out, reports) : null;
      ahead = readAhead(frames, inOrder);
      in = new WireInput(turns(ahead, out, inOrder));
      if (!bareNames) {
        start = SendingStart.exchange(transfer, in, in, out, reports);
      }
      Sender sender =
          new Sender(transfer, in, out, reports, messages, inOrder, confirmations, recording);
      ProtocolTrace.tell(transfer, reports);
      NegotiatedNames.tellServerCharset(transfer, reports);
      SenderTrace.serving(transfer, reports);
      sender.run(start, arguments, counts(out));
    } catch (UncheckedIOException e) {
      throw fail(e.getCause(), out, reports, ahead, inOrder);
    } catch (IOException e) {
      throw fail(e, out, reports, ahead, inOrder);
    }
    finish(in);
    confirmations.allDone();
    return transfer.result(out.bytesSent(), channel.in().count());
  }

  /** The peer's frames; null where it sends none. */
  private Demultiplexer frames(OrderedMessages messages) {
    boolean framed = !transfer.isServer() || transfer.clientReceiverFrames();
    return framed ? new Demultiplexer(channel.in(), messages) : null;
  }

  /**
   * Takes names that come between the frames, or in front of them, before anything is read ahead.
   */
  private SendingStart startBeside(Demultiplexer frames, PeerOutput out, Reports reports)
      throws IOException {
    WireInput rules = frames == null ? channel.in() : new WireInput(frames);
    return SendingStart.exchange(transfer, rules, channel.in(), out, reports);
  }

  /** Reads frames ahead; null where there are none. */
  private ReadAhead readAhead(Demultiplexer frames, OrderedMessages messages) {
    if (frames == null) {
      return null;
    }
    ReadAhead ahead =
        ReadAhead.start(frames, ReadAhead.DEFAULT_CAPACITY, work -> threads.make("reader", work));
    messages.attach(ahead);
    return ahead;
  }

  private InputStream turns(ReadAhead ahead, PeerOutput out, OrderedMessages messages) {
    return ahead == null
        ? new RawTurnInput(channel.in(), out)
        : new TurnInput(
            ahead,
            out,
            new KeepAlive(channel.connection(), transfer.settings().timeoutSeconds()),
            messages);
  }

  private ByteCounts counts(PeerOutput out) {
    return new ByteCounts() {
      @Override
      public long sent() {
        return out.bytesSent();
      }

      @Override
      public long received() {
        return channel.in().count();
      }
    };
  }

  /** A client takes what its server still says; a server lets its client know that this was all. */
  private void finish(WireInput in) throws IOException {
    if (transfer.isServer()) {
      channel.connection().shutdownOutput();
      return;
    }
    try {
      while (in.readByteOrEnd() >= 0) {
        // Data behind the goodbye means nothing; messages go their way meanwhile.
      }
    } catch (PeerExit e) {
      if (!e.isAcknowledgement()) {
        throw e.markReported();
      }
    } catch (IOException afterTheEnd) {
      // The dialogue was complete; how the connection ends does not matter any more.
      System.getLogger(SendingEnd.class.getName())
          .log(System.Logger.Level.DEBUG, "behind the goodbye", afterTheEnd);
    }
  }

  private RsyncException fail(
      IOException failure,
      PeerOutput out,
      Reports reports,
      ReadAhead ahead,
      OrderedMessages messages) {
    boolean writeFailed =
        !(failure instanceof RsyncException thrown) || thrown.exitCode() == ExitCode.SOCKET_IO;
    IOException cause = writeFailed ? explained(failure, ahead) : failure;
    RsyncException known = Failures.of(cause, reports.role());
    deliverRest(messages, known);
    if (new Farewell(transfer, out, reports).say(known) && ahead != null) {
      awaitEnd(ahead, known);
    }
    return known;
  }

  private static void deliverRest(OrderedMessages messages, RsyncException failure) {
    try {
      messages.deliverAll();
    } catch (IOException e) {
      Failures.alsoFailed(failure, e);
    }
  }

  /** When a write fails the peer has often said why. */
  private static IOException explained(IOException failure, ReadAhead ahead) {
    if (ahead == null) {
      return failure;
    }
    try {
      drain(ahead, EXPLANATION_NANOS);
      return failure;
    } catch (PeerExit e) {
      Failures.alsoFailed(e, failure);
      return e;
    } catch (IOException e) {
      Failures.alsoFailed(failure, e);
      return failure;
    }
  }

  private static void awaitEnd(ReadAhead ahead, RsyncException failure) {
    try {
      drain(ahead, LAST_WORDS_NANOS);
    } catch (PeerExit e) {
      // The answer that was waited for.
      failure.markReported();
    } catch (IOException e) {
      Failures.alsoFailed(failure, e);
    } finally {
      ahead.close();
    }
  }

  private static void drain(ReadAhead ahead, long nanos) throws IOException {
    long deadline = System.nanoTime() + nanos;
    byte[] scrap = new byte[8192];
    while (ahead.await(deadline - System.nanoTime())) {
      if (ahead.read(scrap, 0, scrap.length) < 0) {
        return;
      }
    }
  }
}
