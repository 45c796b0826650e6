// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.batch.BatchWriter;
import dev.rivulet.rsync.engine.Session;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.options.Offers;
import dev.rivulet.rsync.options.Recording;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.IOException;
import java.io.OutputStream;

/** Records the transfers of a client that was given a file for it, and no others. */
final class Recorder {
  private final TransferOptions options;
  private final OutputStream file;

  private Recorder(TransferOptions options, OutputStream file) {
    this.options = options;
    this.file = file;
  }

  /**
   * The recorder for a transfer.
   *
   * @param file null for a client that records nothing
   * @throws RsyncException (exit code 4) if there is nowhere to record what is to be recorded
   */
  static Recorder of(TransferOptions options, OutputStream file) throws RsyncException {
    Recording batch = options.batch();
    if (!batch.writes()) {
      return new Recorder(options, null);
    }
    if (file == null) {
      throw new RsyncException(
          ExitCode.UNSUPPORTED, "rsync: a batch without a file is not supported by Rivulet");
    }
    return new Recorder(options, file);
  }

  /** What to negotiate with. */
  Negotiator.Preferences preferences() {
    return file == null ? Offers.preferences(options) : Negotiator.Preferences.IMPLIED;
  }

  /** The session, recorded if that is wanted. */
  Session attach(Session session) throws IOException {
    return file == null ? session : session.recordTo(new BatchWriter(file));
  }
}
