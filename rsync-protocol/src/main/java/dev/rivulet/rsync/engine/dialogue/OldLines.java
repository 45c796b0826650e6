// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.ItemText;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.wire.ItemFlags;
import java.io.IOException;

/**
 * What a generator does, as lines for the client to print: before protocol 29 neither item records
 * nor messages about deletions exist. Owned by the generator's thread.
 */
public final class OldLines {
  private final TransferOptions.Report report;
  private final Reports reports;
  private final boolean ownVoice;
  private final boolean server;

  public OldLines(Transfer transfer, Reports reports) {
    this.report = transfer.options().report();
    this.reports = reports;
    this.ownVoice = transfer.settings().ownVoice();
    this.server = transfer.isServer();
  }

  /** Something was made or changed without data: its name, and what a link leads to. */
  public void changed(FileEntry entry, ItemRecord item) throws IOException {
    boolean told = item.has(ItemFlags.LOCAL_CHANGE) || entry.isDirectory();
    if (report.info(InfoFlag.NAME) == 0 || !told || !item.has(ItemFlags.SIGNIFICANT)) {
      return;
    }
    Text line = new Text().add(entry.name()).add(entry.isDirectory() ? "/" : "");
    if (item.otherName().length > 0) {
      line.add(" => ").add(item.otherName());
    } else if (entry.isSymlink()) {
      line.add(" -> ").add(entry.linkTarget());
    }
    if (server) {
      reports.toPeer(line.bytes());
    } else {
      reports.info(line.bytes());
    }
  }

  /**
   * Something was deleted. The client's format takes the place of the usual words if it tells what
   * is done; of names it knows nothing then.
   */
  public void deleted(byte[] name, boolean directory) throws IOException {
    if (ownVoice) {
      return;
    }
    if (report.itemsShow('i') || report.itemsShow('o')) {
      String format = report.outFormat().orElseThrow();
      reports.toPeer(Text.of(format.replace("%i", ItemText.DELETED).replace("%o", "del.")));
    } else if (report.info(InfoFlag.DEL) > 0 || report.outFormat().isPresent()) {
      reports.toPeer(new Text().add("deleting ").add(name).add(directory ? "/" : "").bytes());
    }
  }
}
