// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.event.HumanNumber;
import dev.rivulet.rsync.event.TransferStats;
import dev.rivulet.rsync.event.TransferStats.Counts;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.Recording;
import dev.rivulet.rsync.options.TransferOptions;

/** What is said at the end of a transfer: the numbers of {@code --stats}, and two lines. */
final class Summary {
  private final TransferStats stats;
  private final int level;
  private final StringBuilder text = new StringBuilder(1024);

  private Summary(TransferStats stats, int humanReadable) {
    this.stats = stats;
    this.level = humanReadable;
  }

  /**
   * The text, line ends included.
   *
   * @param seconds the transfer took
   */
  static String of(
      TransferStats stats, TransferOptions options, int humanReadable, double seconds) {
    Summary summary = new Summary(stats, humanReadable);
    if (options.report().info(InfoFlag.STATS) > 1) {
      summary.numbers(options.wire().protocolLimit());
    }
    summary.totals(remark(options), seconds);
    return summary.text.toString();
  }

  /** Why nothing was changed, if so. */
  private static String remark(TransferOptions options) {
    if (options.delivery().dryRun()) {
      return " (DRY RUN)";
    }
    return options.batch().kind() == Recording.Kind.ONLY_WRITE ? " (BATCH ONLY)" : "";
  }

  private void numbers(int protocol) {
    text.append('\n');
    counts("Number of files: ", stats.files());
    if (protocol >= 29) {
      counts("Number of created files: ", stats.created());
    }
    if (protocol >= 31) {
      counts("Number of deleted files: ", stats.deleted());
    }
    line("Number of regular files transferred: ", count(stats.transferredFiles()), "");
    line("Total file size: ", bytes(stats.totalSize()), " bytes");
    line("Total transferred file size: ", bytes(stats.transferredSize()), " bytes");
    line("Literal data: ", bytes(stats.literalBytes()), " bytes");
    line("Matched data: ", bytes(stats.matchedBytes()), " bytes");
    line("File list size: ", bytes(stats.listSize()), "");
    if (stats.listBuildMillis() > 0) {
      line("File list generation time: ", millis(stats.listBuildMillis()), " seconds");
      line("File list transfer time: ", millis(stats.listTransferMillis()), " seconds");
    }
    line("Total bytes sent: ", bytes(stats.bytesSent()), "");
    line("Total bytes received: ", bytes(stats.bytesReceived()), "");
  }

  private void totals(String remark, double seconds) {
    long moved = stats.bytesSent() + stats.bytesReceived();
    double rate = moved / (0.5 + Math.floor(seconds));
    double speedup = moved == 0 ? 0 : (double) stats.totalSize() / moved;
    text.append("\nsent ")
        .append(bytes(stats.bytesSent()))
        .append(" bytes  received ")
        .append(bytes(stats.bytesReceived()))
        .append(" bytes  ")
        .append(HumanNumber.decimal(rate, level))
        .append(" bytes/sec\ntotal size is ")
        .append(bytes(stats.totalSize()))
        .append("  speedup is ")
        .append(HumanNumber.decimal(speedup, Math.min(level, 1)))
        .append(remark)
        .append('\n');
  }

  private void counts(String label, Counts counts) {
    text.append(label).append(count(counts.total()));
    if (counts.total() > 0) {
      int start = text.length();
      kind("reg", counts.regular());
      kind("dir", counts.directories());
      kind("link", counts.links());
      kind("dev", counts.devices());
      kind("special", counts.specials());
      text.replace(start, start + 2, " (").append(')');
    }
    text.append('\n');
  }

  private void kind(String label, int number) {
    if (number > 0) {
      text.append(", ").append(label).append(": ").append(count(number));
    }
  }

  private void line(String label, String value, String unit) {
    text.append(label).append(value).append(unit).append('\n');
  }

  private String count(long value) {
    return HumanNumber.count(value, level);
  }

  private String bytes(long value) {
    return HumanNumber.bytes(value, level);
  }

  private static String millis(long millis) {
    return HumanNumber.fixed(millis / 1000.0, 3);
  }
}
