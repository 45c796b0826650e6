// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.receiver;

import dev.rivulet.rsync.engine.place.Destination;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/**
 * Tells each step of the receiving role ({@code --debug=RECV,DELTASUM2}), in rsync's words. Owned
 * by the receiver's thread.
 */
public final class ReceiverTrace {
  private final Reports reports;
  private final Destination destination;
  private final boolean steps;
  private final boolean sums;

  public ReceiverTrace(Transfer transfer, Reports reports, Destination destination) {
    this.reports = reports;
    this.destination = destination;
    this.steps = transfer.traces(DebugFlag.RECV);
    this.sums = transfer.traces(DebugFlag.DELTASUM, 2);
  }

  /** The first list is there, and the destination is known. */
  void starting(int files) throws IOException {
    if (steps) {
      reports.info("recv_files(" + files + ") starting");
    }
  }

  void item(FileEntry entry) throws IOException {
    if (steps) {
      reports.info(new Text().add("recv_files(").add(destination.name(entry)).add(")").bytes());
    }
  }

  /** Blocks may be taken from another file. */
  void basis(FileEntry entry, FileAttributes basis) throws IOException {
    long size = basis.isRegular() ? basis.size() : 0;
    if (sums && size > 0) {
      reports.info(
          new Text()
              .add("recv mapped ")
              .add(destination.name(entry))
              .add(" of size " + size)
              .bytes());
    }
  }

  void sumArrived() throws IOException {
    if (sums) {
      reports.info("got file_sum");
    }
  }

  /** A complete file is about to wait for the others ({@code --delay-updates}). */
  void settingAside(Draft draft, Placement placement, TreePath path) throws IOException {
    if (steps) {
      renaming(name(draft), placement.waitingPath(path));
    }
  }

  /** A file that has waited gets its name. */
  void placingWaiting(Placement placement, TreePath path) throws IOException {
    if (steps) {
      renaming(placement.waitingPath(path).bytes(), path);
    }
  }

  /** A complete file gets its name, or has it already. */
  void finishing(Draft draft, TreePath path) throws IOException {
    if (!steps) {
      return;
    }
    if (draft.isInPlace()) {
      reports.info(new Text().add("finishing ").add(path.bytes()).bytes());
    } else {
      renaming(name(draft), path);
    }
  }

  private void renaming(byte[] from, TreePath to) throws IOException {
    reports.info(new Text().add("renaming ").add(from).add(" to ").add(to.bytes()).bytes());
  }

  /** The name of a temporary file; in a directory of its own with the directory. */
  private byte[] name(Draft draft) {
    boolean beside = draft.tree() == destination.tree();
    return beside ? draft.file().path().bytes() : draft.shown();
  }

  void phase(int phase) throws IOException {
    if (steps) {
      reports.info("recv_files phase=" + phase);
    }
  }

  void ended() throws IOException {
    if (steps) {
      reports.info("recv_files finished");
    }
  }
}
