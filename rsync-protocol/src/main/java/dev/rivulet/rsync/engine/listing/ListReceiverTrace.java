// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.listing;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.options.DebugFlag;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Tells which lists arrive ({@code --debug=FLIST2,FLIST3,DUP,HLINK}), in rsync's words: at the
 * receiver, and at the generator, which is handed each further one. Owned by the thread of the
 * role.
 */
public final class ListReceiverTrace {
  private final Supplier<Reports> reports;
  private final ListLines lines;
  private final ListRemarks remarks;
  private final boolean on;
  private final boolean more;

  /**
   * @param reports of the role that reads now
   */
  public ListReceiverTrace(Transfer transfer, Supplier<Reports> reports) {
    this.reports = reports;
    this.remarks = new ListRemarks(transfer);
    this.lines = new ListLines(transfer, true);
    this.on = transfer.traces(DebugFlag.FLIST, 2);
    this.more = transfer.traces(DebugFlag.FLIST, 3);
  }

  /**
   * The list of a directory is about to arrive.
   *
   * @param early whether it is read only to see whether there is more than one entry
   */
  public void expected(int directoryNumber, boolean early) throws IOException {
    if (early ? more : on) {
      Reports here = reports.get();
      here.info("[" + here.role() + "] receiving flist for dir " + directoryNumber);
    }
  }

  /**
   * A list is complete.
   *
   * @param isLast whether no further one will come, as is known before
   */
  public void arrived(FileList list, boolean isLast) throws IOException {
    if (!on && !remarks.areTold()) {
      return;
    }
    Reports here = reports.get();
    remarks.links(list, here);
    if (on) {
      tellNames(list, here);
    }
    if (isLast) {
      lines.tellEnd(here);
    }
    remarks.duplicates(list, here);
    lines.tell(list, here, ListReceiverTrace::depthOf);
    if (on) {
      here.info("recv_file_list done");
    }
  }

  private static void tellNames(FileList list, Reports here) throws IOException {
    for (int place = 0; place < list.size(); place++) {
      here.info(new Text().add("recv_file_name(").add(list.nameAsArrived(place)).add(")").bytes());
    }
    here.info("received " + list.size() + " names");
  }

  /** The peer says that there are no more lists. */
  public void complete() throws IOException {
    if (on) {
      lines.tellEnd(reports.get());
    }
  }

  private static byte[] depthOf(FileEntry entry) {
    int depth = entry.path().isRoot() ? 0 : 1;
    for (byte letter : entry.path().bytes()) {
      depth += letter == '/' ? 1 : 0;
    }
    return Text.of(Integer.toString(depth));
  }
}
