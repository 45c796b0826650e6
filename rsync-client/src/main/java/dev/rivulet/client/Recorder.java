// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.batch.BatchWriter;
import dev.rivulet.rsync.engine.Session;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.options.Recording;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.IOException;
import java.io.OutputStream;

/** Records the transfers of a client that was given a file for it, and no others. */
final class Recorder {
  private final OutputStream file;

  private Recorder(OutputStream file) {
    this.file = file;
  }

  /**
   * The recorder for a transfer.
   *
   * @param file null for a client that records nothing
   * @throws RsyncException (exit code 4) for what cannot be recorded
   */
  static Recorder of(TransferOptions options, OutputStream file) throws RsyncException {
    Recording batch = options.batch();
    if (!batch.writes()) {
      return new Recorder(null);
    }
    if (file == null) {
      throw unsupported("a batch without a file");
    }
    TransferOptions.Wire wire = options.wire();
    boolean implied =
        (wire.checksumChoice().isEmpty() || wire.checksumChoice().equals("md5"))
            && (wire.compressChoice().isEmpty() || wire.compressChoice().equals("zlib"));
    if (!implied || wire.protocolLimit() < BatchWriter.OLDEST_PROTOCOL) {
      throw unsupported("a batch with another checksum, compression or protocol");
    }
    return new Recorder(file);
  }

  private static RsyncException unsupported(String what) {
    return new RsyncException(
        ExitCode.UNSUPPORTED, "rsync: " + what + " is not supported by Rivulet");
  }

  /** What to negotiate with. */
  Negotiator.Preferences preferences() {
    return file == null ? Negotiator.Preferences.BUILT_IN : BatchWriter.PREFERENCES;
  }

  /** The session, recorded if that is wanted. */
  Session attach(Session session) throws IOException {
    return file == null ? session : session.recordTo(new BatchWriter(file));
  }
}
