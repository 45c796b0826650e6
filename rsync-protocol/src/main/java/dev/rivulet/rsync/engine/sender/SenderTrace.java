// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.delta.DeltaSearch;
import dev.rivulet.rsync.delta.SumHead;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileListWalker;
import dev.rivulet.rsync.options.DebugFlag;
import java.io.IOException;

/**
 * Tells each step of the sending role ({@code --debug=SEND,DELTASUM2}), in rsync's words. Owned by
 * the sender's thread.
 */
public final class SenderTrace {
  private final Reports reports;
  private final FileListWalker walker;
  private final boolean steps;
  private final boolean sums;
  private final boolean heads;

  SenderTrace(Transfer transfer, Reports reports, FileListWalker walker) {
    this.reports = reports;
    this.walker = walker;
    this.steps = transfer.traces(DebugFlag.SEND);
    this.sums = transfer.traces(DebugFlag.DELTASUM, 2);
    this.heads = transfer.traces(DebugFlag.DELTASUM, 3);
  }

  /** A server has begun to work. */
  public static void serving(Transfer transfer, Reports reports) throws IOException {
    if (transfer.isServer() && transfer.traces(DebugFlag.SEND)) {
      reports.info("server_sender starting pid=" + ProcessHandle.current().pid());
    }
  }

  void starting() throws IOException {
    if (steps) {
      reports.info("send_files starting");
    }
  }

  void requested(FileEntry entry, int index) throws IOException {
    if (steps) {
      tell("send_files(" + index + ", ", entry, ")");
    }
  }

  /** What the receiver has of a file is known ({@code --debug=DELTASUM3}). */
  void offered(SumHead head) throws IOException {
    if (heads) {
      reports.info(
          "count=%d n=%d rem=%d".formatted(head.count(), head.blockLength(), head.remainder()));
    }
  }

  void opened(FileEntry entry, long size) throws IOException {
    if (sums) {
      tell("send_files mapped ", entry, " of size " + size);
      tell("calling match_sums ", entry, "");
    }
  }

  /** All tokens of a file are on their way. */
  void searched(DeltaSearch.Result result) throws IOException {
    if (sums) {
      reports.info("sending file_sum");
      reports.info(
          "false_alarms=%d hash_hits=%d matches=%d"
              .formatted(
                  result.falseAlarms(),
                  result.hashHits(),
                  result.hashHits() - result.falseAlarms()));
    }
  }

  void finished(FileEntry entry) throws IOException {
    if (steps) {
      tell("sender finished ", entry, "");
    }
  }

  void phase(int phase) throws IOException {
    if (steps) {
      reports.info("send_files phase=" + phase);
    }
  }

  void ended() throws IOException {
    if (steps) {
      reports.info("send files finished");
    }
  }

  private void tell(String before, FileEntry entry, String behind) throws IOException {
    reports.info(new Text().add(before).add(walker.fullName(entry)).add(behind).bytes());
  }
}
