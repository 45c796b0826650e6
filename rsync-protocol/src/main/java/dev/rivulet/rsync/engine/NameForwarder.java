// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.sender.NameListCodec;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.wire.WireChannel;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/**
 * Sends the names of --files-from to a peer that looks them up, while the file list already comes
 * back. Until it has ended it owns the output.
 */
final class NameForwarder {
  private final List<byte[]> names;
  private final WireOutput out;
  private final Thread thread;
  private IOException failure;

  private NameForwarder(List<byte[]> names, WireOutput out, RoleThreads threads) {
    this.names = names;
    this.out = out;
    this.thread = threads.make("forwarder", this::forward);
  }

  /** Whether a receiving end has names that its peer needs. */
  static boolean isNeeded(Transfer transfer) {
    return transfer.options().hasFilesFrom();
  }

  /** Starts sending. */
  static NameForwarder start(
      Transfer transfer, WireChannel channel, PeerOutput out, RoleThreads threads)
      throws IOException {
    out.flush();
    WireOutput way = NameListCodec.isFramed(transfer.protocol()) ? out.data() : channel.out();
    NameForwarder forwarder = new NameForwarder(lines(transfer), way, threads);
    forwarder.thread.start();
    return forwarder;
  }

  private static List<byte[]> lines(Transfer transfer) {
    List<byte[]> lines = transfer.options().filesFromLines();
    return transfer.translatesListedNames()
        ? lines.stream().map(transfer.names()::textToWire).toList()
        : lines;
  }

  private void forward() {
    try {
      NameListCodec.write(names, out);
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Waits until everything is sent. */
  void finish() throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while names were forwarded");
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Gives up: closes the connection if the peer does not take the names any more. */
  void abandon(long millis, WireChannel channel) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (thread.isAlive()) {
      channel.connection().close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
