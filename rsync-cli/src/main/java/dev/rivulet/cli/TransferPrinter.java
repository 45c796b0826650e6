// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.event.ItemLines;
import dev.rivulet.rsync.event.ListedLine;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.options.CommandLine;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.wire.ItemFlags;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Prints what a transfer does, as much of it as the options ask for: names or item lines, progress,
 * messages, listings.
 *
 * <p>Called by one thread at a time.
 */
final class TransferPrinter implements TransferListener {

  /** The level of {@code --info=progress} that is about each file. */
  private static final int PER_FILE = 1;

  private final Console console;
  private final TransferOptions.Report report;
  private final int humanReadable;
  private final ItemLines lines;
  private final ProgressLine progress;

  private int files;
  private boolean allFilesKnown;
  private boolean listLineOpen;
  private boolean listLineBroken;
  private long startedFileSize;
  private int startedPosition;
  private int sumLength;
  private final boolean followsTransfer;

  /** Whether lists may take a while: those of single files are not worth a word. */
  private final boolean listsDirectories;

  /** Whether files are counted that would arrive, as none does. */
  private final boolean pretends;

  private long allBytes;
  private long arrivedBytes;
  private int startedNumber;

  /**
   * A printer for one transfer.
   *
   * @param lines of items; without a format in the options they are never used
   */
  TransferPrinter(
      Console console, CommandLine commandLine, ItemLines lines, LongSupplier nanoTime) {
    this.console = console;
    this.report = commandLine.options().report();
    this.humanReadable = commandLine.local().humanReadable();
    this.lines = lines;
    this.progress = new ProgressLine(nanoTime, humanReadable);
    TransferOptions.Selection selection = commandLine.options().selection();
    boolean lists = commandLine.operands().size() == 1;
    this.listsDirectories = lists || selection.recursive() || selection.dirs();
    this.pretends = commandLine.options().delivery().dryRun();
    this.followsTransfer = report.info(InfoFlag.PROGRESS) > PER_FILE;
    if (followsTransfer) {
      progress.followTransfer();
    }
  }

  @Override
  public void on(TransferEvent event) {
    if (event instanceof TransferEvent.Item item) {
      printItem(item);
    } else if (event instanceof TransferEvent.Message message) {
      printMessage(message);
    } else if (event instanceof TransferEvent.FileProgress moved) {
      drawProgress(moved.offset(), moved.size());
    } else if (event instanceof TransferEvent.FileStarted started) {
      startFile(started);
    } else if (event instanceof TransferEvent.FileFinished finished) {
      finishFile(finished);
    } else if (event instanceof TransferEvent.Deleted deleted) {
      printDeletion(deleted);
    } else if (event instanceof TransferEvent.Listed listed) {
      printListed(listed);
    } else if (event instanceof TransferEvent.ListStarted started) {
      announceList(started);
    } else if (event instanceof TransferEvent.ListGrown grown) {
      growList(grown);
    } else if (event instanceof TransferEvent.DestinationCreated created) {
      printCreated(created.name());
    }
  }

  private boolean tells(InfoFlag flag) {
    return !report.quiet() && report.tells(flag);
  }

  private void announceList(TransferEvent.ListStarted started) {
    sumLength = started.sumLength();
    if (!tells(InfoFlag.FLIST) || !listsDirectories) {
      return;
    }
    if (started.incremental()) {
      console.line(
          started.sending() ? "sending incremental file list" : "receiving incremental file list");
      return;
    }
    console.draw(started.sending() ? "building file list ... " : "receiving file list ... ");
    listLineOpen = true;
    if (report.info(InfoFlag.FLIST) > 1) {
      console.draw("\n 0 files...\r");
    }
  }

  /** The line about the transfer as a whole ends with it. */
  void transferEnded() {
    if (followsTransfer && !report.quiet()) {
      long all = Math.max(allBytes, arrivedBytes);
      console.draw(progress.arrived(arrivedBytes, all, startedNumber, 0, files, true) + "\n");
    }
  }

  private void growList(TransferEvent.ListGrown grown) {
    allBytes = grown.bytes();
    files = grown.files();
    allFilesKnown = grown.complete();
    if (listLineOpen && allFilesKnown) {
      listLineOpen = false;
      console.draw(listEnd(report, files) + "\n");
    }
  }

  /** What is said at the end of a list that came as a whole. */
  static String listEnd(TransferOptions.Report report, int files) {
    boolean one = files == 1;
    return report.info(InfoFlag.FLIST) > 1
        ? files + (one ? " file" : " files") + " to consider"
        : "done";
  }

  /** Whether a text is the first before the list is complete: it must not continue its line. */
  private boolean breaksListLine() {
    boolean breaks = listLineOpen && !listLineBroken;
    listLineBroken |= breaks;
    return breaks;
  }

  private void printCreated(byte[] name) {
    if (tells(InfoFlag.NAME) || report.outFormatReportsItems() && !report.quiet()) {
      console.line(join("created directory ", name, ""));
    }
  }

  private void printMessage(TransferEvent.Message message) {
    switch (message.severity()) {
      case INFO -> {
        if (!report.quiet()) {
          if (breaksListLine()) {
            console.line("");
          }
          console.line(withoutLineEnd(message.text()));
        }
      }
      case WARNING, ERROR, ERROR_TRANSFER -> {
        if (!Interruption.hasHappened()) {
          if (breaksListLine()) {
            console.error("");
          }
          console.error(withoutLineEnd(message.text()));
        }
      }
    }
  }

  private void printItem(TransferEvent.Item item) {
    if (pretends && (item.flags() & ItemFlags.TRANSFER) != 0) {
      startedNumber++;
      arrivedBytes += item.entry().size();
    }
    if (report.quiet() || report.outFormat().isEmpty()) {
      return;
    }
    if (lines.isLate(item) && report.tells(InfoFlag.PROGRESS)) {
      console.line(item.entry().name());
    }
    lines.of(item).ifPresent(console::line);
  }

  private void printDeletion(TransferEvent.Deleted deleted) {
    if (report.quiet()) {
      return;
    }
    if (tells(InfoFlag.DEL) || report.outFormat().isPresent()) {
      console.line(lines.of(deleted, sumLength));
    }
  }

  private void printListed(TransferEvent.Listed listed) {
    if (report.quiet()) {
      return;
    }
    console.line(ListedLine.of(listed, humanReadable));
  }

  private void startFile(TransferEvent.FileStarted started) {
    startedFileSize = started.entry().size();
    startedPosition = started.position();
    startedNumber = started.number();
    if (report.info(InfoFlag.PROGRESS) == PER_FILE) {
      progress.start();
    }
  }

  private void drawProgress(long offset, long size) {
    if (report.tells(InfoFlag.PROGRESS) && !report.quiet() && size > 0) {
      String line =
          followsTransfer
              ? progress.running(arrivedBytes + offset, Math.max(allBytes, arrivedBytes + size))
              : progress.running(offset, size);
      if (!line.isEmpty()) {
        console.draw(line);
      }
    }
  }

  private void finishFile(TransferEvent.FileFinished file) {
    if (report.quiet()) {
      return;
    }
    if (report.tells(InfoFlag.PROGRESS)) {
      finishProgress(file.success());
    }
    if (report.outFormat().isPresent()) {
      lines.of(file).ifPresent(console::line);
    }
  }

  private void finishProgress(boolean success) {
    drawProgress(startedFileSize, startedFileSize);
    long toCheck = Math.max(0, files - startedPosition - 1L);
    arrivedBytes += startedFileSize;
    if (followsTransfer) {
      long all = Math.max(allBytes, arrivedBytes);
      console.draw(
          progress.arrived(arrivedBytes, all, startedNumber, toCheck, files, allFilesKnown));
      return;
    }
    console.draw(
        success
            ? progress.finished(startedFileSize, startedNumber, toCheck, files, allFilesKnown)
            : "\n");
  }

  private static byte[] withoutLineEnd(byte[] text) {
    int end = text.length;
    return end > 0 && text[end - 1] == '\n' ? Arrays.copyOf(text, end - 1) : text;
  }

  private static byte[] join(String head, byte[] name, String tail) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(name.length + 32);
    line.writeBytes(bytes(head));
    line.writeBytes(name);
    line.writeBytes(bytes(tail));
    return line.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
