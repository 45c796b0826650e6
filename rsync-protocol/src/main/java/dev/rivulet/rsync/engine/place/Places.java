// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.place;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;

/**
 * Where files are besides their places in the destination: before they are complete, while they
 * wait, and after they were replaced. Safe for the generator and the receiver.
 */
public record Places(TemporaryPlace temporary, PartialFiles partials, BackupPlace backups)
    implements Closeable {

  /** The places a transfer's options name. */
  public static Places of(Transfer transfer, Destination destination) {
    TransferOptions options = transfer.options();
    TransferOptions.Delivery delivery = options.delivery();
    Workspace workspace = transfer.workspace();
    return new Places(
        new TemporaryPlace(workspace, destination, delivery.temporaryDirectory()),
        new PartialFiles(workspace, destination, delivery.partialDirectory()),
        new BackupPlace(workspace, destination, options.backup()));
  }

  /**
   * Requires that the directory for temporary files exists.
   *
   * @throws RsyncException (exit code 1) if it does not
   */
  public void check(Reports reports) throws IOException {
    if (temporary.isMissing()) {
      byte[] text = new Text().add("The temp-dir does not exist: ").add(temporary.name()).bytes();
      reports.error(text);
      throw new RsyncException(ExitCode.SYNTAX, "The temp-dir does not exist").markReported();
    }
  }

  @Override
  public void close() throws IOException {
    try (temporary;
        partials) {
      backups.close();
    }
  }
}
