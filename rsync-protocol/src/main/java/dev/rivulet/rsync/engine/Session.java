// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;
import java.util.List;

/**
 * One end of one transfer, from the filter list to the goodbye, over a channel whose handshake is
 * done.
 *
 * <p>Starts the threads of its roles and ends them before it returns. A problem with single files
 * ends up in the result (exit codes 23 to 25) and in events; a failure of the whole transfer is an
 * {@link dev.rivulet.rsync.RsyncException}. The connection is not closed.
 */
public final class Session {

  public Session(
      WireChannel channel,
      SessionParameters parameters,
      TransferOptions options,
      EndSettings settings,
      Workspace workspace,
      TransferListener listener) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Sends the files the arguments name. */
  public TransferResult send(List<byte[]> arguments) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /**
   * Receives into a destination.
   *
   * @param destination the argument as typed
   * @param requested the source arguments this client asked for, which bound what it accepts; empty
   *     for a server
   */
  public TransferResult receive(byte[] destination, List<byte[]> requested) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Receives a listing: every entry is a {@code Listed} event, nothing is requested. */
  public TransferResult list(List<byte[]> requested) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
