// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.batch.BatchWriter;
import dev.rivulet.rsync.engine.transfer.MessageRoute;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.store.NameTranslation;
import dev.rivulet.rsync.wire.IndexEncoder;
import dev.rivulet.rsync.wire.MessageCode;
import dev.rivulet.rsync.wire.Multiplexer;
import dev.rivulet.rsync.wire.WireChannel;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Everything this end says to its peer once the session runs: data, gathered until a turn of the
 * dialogue is complete, and messages, which go out at once.
 *
 * <p>Owned by one thread. Below protocol 30 a client's output is not framed and cannot carry
 * messages.
 */
public final class PeerOutput implements MessageRoute {
  private final WireChannel channel;
  private final Multiplexer frames;
  private final WireOutput data;
  private final IndexEncoder indexes;
  private final NameTranslation names;

  private PeerOutput(WireChannel channel, Multiplexer frames, WireOutput data, Transfer transfer) {
    this.channel = channel;
    this.frames = frames;
    this.data = data;
    this.indexes = new IndexEncoder(data, transfer.protocol());
    this.names = transfer.names();
  }

  /**
   * Begins the output of a receiving end. A daemon's first message is its timeout, if it has one,
   * so that its client does not wait longer.
   */
  public static PeerOutput ofReceiver(WireChannel channel, Transfer transfer) throws IOException {
    return open(channel, transfer, transfer.isServer() || transfer.clientReceiverFrames(), null);
  }

  /** As {@link #ofReceiver}, with data that is recorded unless {@code recording} is null. */
  public static PeerOutput ofSender(WireChannel channel, Transfer transfer, BatchWriter recording)
      throws IOException {
    return open(channel, transfer, transfer.isServer() || transfer.protocol() >= 30, recording);
  }

  private static PeerOutput open(
      WireChannel channel, Transfer transfer, boolean framed, BatchWriter recording)
      throws IOException {
    channel.out().flush();
    int protocol = transfer.protocol();
    if (!framed) {
      WireOutput bare = recording == null ? channel.out() : recording.copyOf(channel.out());
      return new PeerOutput(channel, null, bare, transfer);
    }
    Multiplexer frames = new Multiplexer(channel.connection().output());
    OutputStream data = recording == null ? frames : recording.copyOf(frames);
    PeerOutput out = new PeerOutput(channel, frames, new WireOutput(data), transfer);
    int timeout = transfer.settings().timeoutSeconds();
    boolean daemon = transfer.isServer() && !transfer.settings().moduleName().isEmpty();
    if (daemon && timeout > 0 && protocol >= 31) {
      out.send(MessageCode.IO_TIMEOUT, timeout);
    }
    return out;
  }

  public WireOutput data() {
    return data;
  }

  public void writeIndex(int index) throws IOException {
    indexes.write(index);
  }

  /**
   * Sends a message, in front of data that has not been flushed; lost where there are no frames.
   */
  @Override
  public void send(MessageCode code, byte[] payload) throws IOException {
    if (frames != null) {
      boolean translated = names.isOn() && TranslatedMessages.concerns(code);
      frames.message(code, translated ? names.textToWire(payload) : payload);
    }
  }

  public void send(MessageCode code, int value) throws IOException {
    if (frames != null) {
      frames.message(code, value);
    }
  }

  public void flush() throws IOException {
    data.flush();
  }

  /** Flushes if nothing has been sent for a time. */
  public void flushAfter(long silenceNanos) throws IOException {
    if (frames == null || System.nanoTime() - frames.lastWriteNanos() >= silenceNanos) {
      data.flush();
    }
  }

  /** Shows the peer that this end is alive, if it has said nothing for {@code lullNanos}. */
  void keepAlive(long lullNanos) throws IOException {
    if (frames == null || lullNanos == 0) {
      return;
    }
    if (System.nanoTime() - frames.lastWriteNanos() >= lullNanos) {
      if (data.pending() > 0) {
        data.flush();
      } else {
        frames.keepAlive();
      }
    }
  }

  /** Bytes sent since the connection was opened, the handshake included. */
  public long bytesSent() {
    return channel.out().count() + (frames == null ? 0 : frames.count());
  }
}
