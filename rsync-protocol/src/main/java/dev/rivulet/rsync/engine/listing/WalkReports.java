// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.listing;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.WalkObserver;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.options.InfoFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Tells what a sender's walk could not do and, where that is traced, its steps ({@code
 * --debug=FLIST2,FILTER2}). Owned by the sender's thread.
 */
final class WalkReports implements WalkObserver {
  private final Transfer transfer;
  private final Reports reports;
  private final FilterScopeTrace scopes;
  private final boolean entries;

  /**
   * @param readsFiles whether filter rules read files in directories
   */
  WalkReports(Transfer transfer, Reports reports, boolean readsFiles) {
    this.transfer = transfer;
    this.reports = reports;
    boolean tellsChanges = readsFiles || !transfer.parameters().incrementalRecursion();
    this.scopes = new FilterScopeTrace(transfer, reports, tellsChanges);
    this.entries = transfer.traces(DebugFlag.FLIST, 2);
  }

  @Override
  public void message(Severity severity, byte[] text) {
    try {
      switch (severity) {
        case INFO -> reports.info(text);
        case WARNING -> reports.warning(text);
        case VANISHED -> reports.vanished(text);
        case ERROR -> reports.errorTransfer(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void failed(byte[] name, String reason) {
    transfer.events().emit(new TransferEvent.Failed(name, reason));
  }

  @Override
  public void unsafeLinkCopied(byte[] name, byte[] target) {
    if (transfer.info(InfoFlag.SYMSAFE) > 0) {
      Text text = new Text().add("copying unsafe symlink \"").add(name);
      message(Severity.INFO, text.add("\" -> \"").add(target).add("\"").bytes());
    }
  }

  @Override
  public void making(byte[] name, int length, int rules) {
    if (entries) {
      Text text = new Text().add("[" + reports.role() + "] make_file(");
      text.add(Arrays.copyOf(name, length)).add(",*," + rules + ")");
      message(Severity.INFO, text.bytes());
    }
  }

  @Override
  public boolean followsDirectories() {
    return scopes.isOn();
  }

  @Override
  public void entering(byte[] fullName) {
    try {
      scopes.entered(fullName);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void walked() {
    try {
      scopes.ended();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
