// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.daemon.host.OperatorFiles;
import dev.rivulet.rsync.event.ItemFormat;
import dev.rivulet.rsync.event.ItemLines;
import dev.rivulet.rsync.event.ItemText;
import dev.rivulet.rsync.event.ListedLine;
import dev.rivulet.rsync.event.Timestamp;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferStats;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.OperatorPaths;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.host.HostWorkspace;
import dev.rivulet.rsync.wire.ItemFlags;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;

/**
 * The log of one transfer in a file of the user's, {@code --log-file} (rsync(1)); each line is one
 * write. Safe for several threads. A failing write does not disturb the transfer.
 */
final class JobLog implements TransferListener, Closeable {
  private final FileChannel file;
  private final ItemLines lines;
  private final boolean dataMoves;
  private final Clock clock;
  private final String process = " [" + ProcessHandle.current().pid() + "] ";
  private final TransferOptions.Report report;
  private int sumLength;
  private boolean tellsListEnd;

  private JobLog(FileChannel file, TransferOptions options, boolean local, Clock clock) {
    this.file = file;
    this.lines = lines(options, local, clock);
    this.dataMoves = !options.delivery().dryRun();
    this.report = options.report();
    this.clock = clock;
  }

  /**
   * Opens the log that the options ask for, if any; complains about one that cannot be opened and
   * goes on without.
   *
   * @param role how messages name this end
   * @param local whether both ends of the transfer are on this machine
   */
  static Optional<JobLog> open(
      TransferOptions options, String role, boolean local, Console console) {
    byte[] path = options.report().logFile();
    if (path.length == 0) {
      return Optional.empty();
    }
    try {
      OperatorPaths allowed = options.operatorPaths();
      requireInside(allowed.confineRoot(), path);
      FileChannel file = append(path, allowed.insecureLinks());
      return Optional.of(new JobLog(file, options, local, Clock.systemDefaultZone()));
    } catch (IOException e) {
      String name = new String(path, StandardCharsets.UTF_8);
      console.error("rsync: [" + role + "] failed to open log-file " + name + ": " + reason(e));
      console.error("Ignoring \"log file\" setting.");
      return Optional.empty();
    }
  }

  /**
   * Under --confine-root neither the log nor its directory is outside; a pipe of the starter's is
   * nowhere.
   */
  private static void requireInside(byte[] root, byte[] path) throws IOException {
    if (root.length == 0 || Arrays.equals(root, new byte[] {'/'})) {
      return;
    }
    int leaf = path.length;
    while (leaf > 0 && path[leaf - 1] != '/') {
      leaf--;
    }
    byte[] parent = leaf == 0 ? new byte[] {'.'} : Arrays.copyOf(path, leaf);
    try (Workspace workspace = HostWorkspace.within(root, LinkPolicy.TRUSTED_OWNER, true)) {
      boolean special = Files.exists(named(path)) && !Files.isRegularFile(named(path));
      if (special || workspace.stat(parent, true).isMissing()) {
        throw new StoreException("open", Errno.ENOENT);
      }
      workspace.stat(path, true);
    }
  }

  private static Path named(byte[] path) {
    return Path.of(new String(path, StandardCharsets.UTF_8));
  }

  private static FileChannel append(byte[] path, boolean insecureLinks) throws IOException {
    return insecureLinks
        ? FileChannel.open(named(path), StandardOpenOption.CREATE, StandardOpenOption.APPEND)
        : OperatorFiles.append(path);
  }

  private static String reason(IOException failure) {
    return failure instanceof StoreException store
        ? store.errno().text() + " (" + store.errno().number() + ")"
        : String.valueOf(failure.getMessage());
  }

  private static ItemLines lines(TransferOptions options, boolean local, Clock clock) {
    String text = options.report().logFileFormat();
    ItemFormat format =
        ItemFormat.parse(
            text.getBytes(StandardCharsets.UTF_8),
            clock,
            new ItemFormat.Place(local, ProcessHandle.current().pid(), null),
            new ItemText.Times(options.preserve().times(), true));
    return new ItemLines(format, extent(format, options.report()), !options.delivery().dryRun());
  }

  /** The log tells of more if standard output tells of changes item by item, too. */
  private static ItemLines.Extent extent(ItemFormat format, TransferOptions.Report report) {
    if (report.logFileFormat().isEmpty()) {
      return ItemLines.Extent.NONE;
    }
    if (!format.has('i')) {
      return report.outFormatReportsItems()
          ? ItemLines.Extent.CHANGES_BUT_LINKS
          : ItemLines.Extent.UPDATES_BUT_LINKS;
    }
    boolean unchanged = report.reportUnchanged() || report.info(InfoFlag.NAME) > 1;
    return unchanged && report.outFormatReportsItems()
        ? ItemLines.Extent.EVERYTHING
        : ItemLines.Extent.CHANGES;
  }

  @Override
  public void on(TransferEvent event) {
    if (event instanceof TransferEvent.ListStarted started) {
      sumLength = started.sumLength();
      line(started.sending() ? "building file list" : "receiving file list");
      tellsListEnd = !started.incremental() && report.tells(InfoFlag.FLIST);
    } else if (event instanceof TransferEvent.ListGrown grown) {
      endList(grown);
    } else if (event instanceof TransferEvent.Message message) {
      line(message.text());
    } else if (event instanceof TransferEvent.Item item) {
      if (dataMoves || (item.flags() & ItemFlags.TRANSFER) == 0) {
        lines.of(item).ifPresent(this::line);
      }
    } else if (event instanceof TransferEvent.FileFinished finished) {
      lines.of(finished).ifPresent(this::line);
    } else if (event instanceof TransferEvent.Deleted deleted) {
      if (dataMoves) {
        line(lines.of(deleted, sumLength));
      }
    } else if (event instanceof TransferEvent.Listed listed) {
      line(ListedLine.of(listed, ListedLine.GROUPED));
    }
  }

  private void endList(TransferEvent.ListGrown grown) {
    if (tellsListEnd && grown.complete()) {
      tellsListEnd = false;
      line(TransferPrinter.listEnd(report, grown.files()));
    }
  }

  /** The numbers at the end of a transfer whose user is not told any. */
  void totals(TransferStats stats) {
    line(
        "sent "
            + stats.bytesSent()
            + " bytes  received "
            + stats.bytesReceived()
            + " bytes  total size "
            + stats.totalSize());
  }

  /** Every line of a text but the empty ones. */
  void text(String text) {
    text.lines().filter(line -> !line.isEmpty()).forEach(this::line);
  }

  private void line(String text) {
    line(text.getBytes(StandardCharsets.UTF_8));
  }

  private void line(byte[] text) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(text.length + 40);
    String now = Timestamp.of(clock.instant().getEpochSecond(), ' ');
    line.writeBytes((now + process).getBytes(StandardCharsets.US_ASCII));
    int end = text.length;
    while (end > 0 && text[end - 1] == '\n') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      if (isControl(text[i] & 0xff) || looksEscaped(text, i, end)) {
        escape(text[i] & 0xff, line);
      } else {
        line.write(text[i]);
      }
    }
    line.write('\n');
    write(line.toByteArray());
  }

  /** Control characters of ASCII and ISO 8859; not tabs. */
  private static boolean isControl(int value) {
    return value < ' ' && value != '\t' || value >= 0x80 && value < 0xa0;
  }

  /** Whether a backslash could be taken for the beginning of an escape. */
  private static boolean looksEscaped(byte[] text, int at, int end) {
    boolean marked = text[at] == '\\' && at + 4 < end && text[at + 1] == '#';
    for (int i = at + 2; marked && i <= at + 4; i++) {
      marked = text[i] >= '0' && text[i] <= '9';
    }
    return marked;
  }

  private static void escape(int value, ByteArrayOutputStream line) {
    line.write('\\');
    line.write('#');
    line.write('0' + (value >> 6));
    line.write('0' + (value >> 3 & 7));
    line.write('0' + (value & 7));
  }

  private synchronized void write(byte[] line) {
    try {
      file.write(ByteBuffer.wrap(line));
    } catch (IOException e) {
      System.getLogger(JobLog.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot write the log", e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
