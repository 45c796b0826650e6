// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.IoError;
import dev.rivulet.rsync.flist.UntranslatableNames;
import dev.rivulet.rsync.store.Errno;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Says which entries of a list are left out at this end, and that the list is therefore no reason
 * to delete anything.
 */
final class TranslationReports implements UntranslatableNames {
  private final Transfer transfer;
  private final Supplier<Reports> reports;

  /**
   * @param reports of the role that reads at the moment
   */
  TranslationReports(Transfer transfer, Supplier<Reports> reports) {
    this.transfer = transfer;
    this.reports = reports;
  }

  @Override
  public void name(byte[] name, Errno reason) throws IOException {
    leaveOut("filename: ", name, reason);
  }

  @Override
  public void linkTarget(byte[] name, Errno reason) throws IOException {
    leaveOut("symlink data for: ", reports.get().quoted(whole(name)), reason);
  }

  /** A name as messages have it before the destination is known. */
  private byte[] whole(byte[] name) throws IOException {
    return transfer.settings().moduleName().isEmpty()
        ? new Text().add(transfer.workspace().startingDirectory()).add("/").add(name).bytes()
        : name;
  }

  private void leaveOut(String what, byte[] name, Errno reason) throws IOException {
    Reports now = reports.get();
    transfer.outcome().addIoError(IoError.GENERAL);
    now.errorTransfer(
        new Text()
            .add("[" + now.role() + "] cannot convert " + what)
            .add(name)
            .add(" (" + reason.text() + ")")
            .bytes());
  }
}
