// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.delta.SumHead;
import dev.rivulet.rsync.engine.listing.ListReceiverTrace;
import dev.rivulet.rsync.engine.place.Destination;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.options.DebugFlag;
import java.io.IOException;

/**
 * Tells each step of the generating role ({@code --debug=GENR}), in rsync's words. Owned by the
 * generator's thread.
 */
public final class GeneratorTrace {
  private final Reports reports;
  private final Destination destination;
  private final ListReceiverTrace lists;
  private final boolean complete;
  private final boolean steps;
  private final boolean touches;

  /** How many lists had arrived before this role began. */
  private int known;

  /**
   * @param known how many lists have arrived already
   * @param complete whether these are all
   */
  public GeneratorTrace(
      Transfer transfer, Reports reports, Destination destination, int known, boolean complete) {
    this.complete = complete;
    this.lists = new ListReceiverTrace(transfer, () -> reports);
    this.known = known;
    this.reports = reports;
    this.destination = destination;
    this.steps = transfer.traces(DebugFlag.GENR);
    this.touches = transfer.traces(DebugFlag.TIME, 2);
  }

  /** A list has been handed over. */
  void listArrived(FileList list) throws IOException {
    if (known > 0) {
      known--;
    } else {
      lists.expected(list.directoryNumber(), false);
      lists.arrived(list, false);
    }
  }

  /** There are no more lists. */
  void listsComplete() throws IOException {
    if (!complete) {
      lists.complete();
    }
  }

  void starting() throws IOException {
    if (steps) {
      reports.info("generator starting pid=" + ProcessHandle.current().pid());
    }
  }

  /**
   * An entry is looked at.
   *
   * @param index the one of the entry, or that of the list it is the directory of
   */
  void entry(FileEntry entry, int index) throws IOException {
    if (steps) {
      byte[] name = destination.name(entry);
      reports.info(new Text().add("recv_generator(").add(name).add("," + index + ")").bytes());
    }
  }

  /**
   * The sums of a file are about to be sent ({@code --debug=DELTASUM2}).
   *
   * @param size of the file they are of
   */
  static void sums(Workbench bench, int index, SumHead head, long size) throws IOException {
    if (bench.transfer().traces(DebugFlag.DELTASUM, 2)) {
      bench.reports().info("generating and sending sums for " + index);
      bench
          .reports()
          .info(
              "count=%d rem=%d blength=%d s2length=%d flength=%d"
                  .formatted(
                      head.count(),
                      head.remainder(),
                      head.blockLength(),
                      head.strongLength(),
                      size));
    }
  }

  /**
   * A directory that has been filled is looked at again ({@code --debug=TIME2}).
   *
   * @param number of the directory, without incremental recursion its place in the list
   */
  void touching(FileEntry directory, int number) throws IOException {
    if (touches) {
      byte[] name = directory.name();
      reports.info(new Text().add("touch_up_dirs: ").add(name).add(" (" + number + ")").bytes());
    }
  }

  void phase(int phase) throws IOException {
    if (steps) {
      reports.info("generate_files phase=" + phase);
    }
  }

  void ended() throws IOException {
    if (steps) {
      reports.info("generate_files finished");
    }
  }
}
