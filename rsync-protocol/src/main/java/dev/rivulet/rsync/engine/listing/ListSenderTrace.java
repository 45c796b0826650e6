// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.listing;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.flist.FileListWalker;
import dev.rivulet.rsync.options.DebugFlag;
import java.io.IOException;
import java.util.Arrays;

/**
 * Tells how lists are sent ({@code --debug=FLIST2,FLIST3}), in rsync's words. Owned by the sender's
 * thread.
 */
public final class ListSenderTrace {
  private static final byte[] NOWHERE = Text.of("<NULL>");

  private final Reports reports;
  private final FileListWalker walker;
  private final ListLines lines;
  private final ListRemarks remarks;
  private final boolean steps;
  private final boolean more;

  public ListSenderTrace(Transfer transfer, Reports reports, FileListWalker walker) {
    this.reports = reports;
    this.walker = walker;
    this.remarks = new ListRemarks(transfer);
    this.lines = new ListLines(transfer, false);
    this.steps = transfer.traces(DebugFlag.FLIST, 2);
    this.more = transfer.traces(DebugFlag.FLIST, 3);
  }

  /** A list has been made. */
  public void made(FileList list) throws IOException {
    remarks.links(list, reports);
    lines.tell(list, reports, this::placeOf);
  }

  /** Where an entry was asked for: the part of its whole name that the other end does not see. */
  private byte[] placeOf(FileEntry entry) {
    byte[] whole = walker.fullName(entry);
    int length = whole.length - entry.name().length - 1;
    return length > 0 ? Arrays.copyOf(whole, length) : NOWHERE;
  }

  /** The list of the arguments has been made. */
  public void firstMade() throws IOException {
    if (steps) {
      reports.info("send_file_list done");
    }
  }

  /** The list of the arguments is on its way. */
  public void firstSent() throws IOException {
    if (more) {
      reports.info("file list sent");
    }
  }

  /** There are no more lists. */
  public void complete() throws IOException {
    lines.tellEnd(reports);
  }
}
