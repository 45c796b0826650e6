// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.CommandLineReader.End;
import dev.rivulet.rsync.wire.WireLimits;
import java.nio.charset.StandardCharsets;

/** The options about how data reaches its place. */
final class DeliveryWords implements OptionGroup {
  private final End end;
  private final TransferOptionsBuilder builder;
  private Wish wholeFile = Wish.OPEN;
  private boolean inplace;
  private Append append = Append.NO;
  private boolean partial;
  private byte[] partialDirectory = {};
  private boolean partialDirectoryTyped;
  private boolean delayUpdates;
  private boolean writeDevices;
  private int fuzzy;

  DeliveryWords(End end, TransferOptionsBuilder builder) {
    this.end = end;
    this.builder = builder;
  }

  @Override
  public boolean flag(Option option, boolean on, String asTyped) {
    switch (option) {
      case WHOLE_FILE -> wholeFile = Wish.typed(on);
      case INPLACE -> inplace = on;
      case APPEND -> append = on ? more(append) : Append.NO;
      case APPEND_VERIFY -> append = Append.VERIFY;
      case PARTIAL, PARTIAL_PROGRESS -> partial = on;
      case DELAY_UPDATES -> delayUpdates = on;
      case SPARSE -> builder.sparse(on);
      case PREALLOCATE -> builder.preallocate(true);
      case FSYNC -> builder.fsync(true);
      case FUZZY -> builder.fuzzy(fuzzy = on ? fuzzy + 1 : 0);
      case WRITE_DEVICES -> writeDevices = on;
      case COPY_DEVICES -> builder.copyDevices(true);
      case DRY_RUN -> builder.dryRun(true);
      case MKPATH -> builder.makePath(on);
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean text(Option option, byte[] value, String asTyped) throws RsyncException {
    switch (option) {
      case BLOCK_SIZE -> builder.blockLength(blockLength(value));
      case PARTIAL_DIR -> partialDirectory(value);
      case TEMP_DIR -> builder.temporaryDirectory(value.clone());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** A second {@code --append} is how a server is told to verify. */
  private Append more(Append earlier) {
    return end == End.SERVER && earlier.isOn() ? Append.VERIFY : Append.YES;
  }

  private void partialDirectory(byte[] value) {
    partialDirectory = value.clone();
    partialDirectoryTyped = true;
  }

  /**
   * Decides what depends on several of the options.
   *
   * @param usualPartialDirectory what {@code --partial} keeps files in, empty for their own place
   * @param unverified whether no checksum is left to compare parts of files by
   * @return the directory that is neither transferred nor deleted, empty for none
   */
  byte[] settle(byte[] usualPartialDirectory, boolean unverified) throws RsyncException {
    if (append.isOn() && (wholeFile.isOn() || unverified)) {
      throw Usage.error("--append cannot be used with --whole-file");
    }
    boolean intoPlace = inplace || append.isOn() || writeDevices;
    byte[] directory = directory(intoPlace || delayUpdates ? new byte[0] : usualPartialDirectory);
    if (intoPlace && (delayUpdates || partialDirectoryTyped)) {
      String first = append.isOn() ? "--append" : "--inplace";
      String second = delayUpdates ? "--delay-updates" : "--partial-dir";
      throw Usage.error(first + " cannot be used with " + second);
    }
    builder
        .wholeFile(wholeFile == Wish.YES)
        .noWholeFile(wholeFile == Wish.NO)
        .inplace(intoPlace)
        .append(append)
        .partial((partial || partialDirectoryTyped) && !intoPlace)
        .partialDirectory(directory)
        .delayUpdates(delayUpdates)
        .writeDevices(writeDevices);
    return directory.length > 0 && directory[0] != '/' ? directory : new byte[0];
  }

  private byte[] directory(byte[] usual) {
    byte[] directory = partialDirectoryTyped ? partialDirectory : partial ? usual : new byte[0];
    directory = Bytes.withoutTrailingSlashes(directory);
    boolean here = directory.length == 1 && directory[0] == '.';
    if (directory.length > 0 && !here) {
      return directory;
    }
    return delayUpdates
        ? TransferOptions.Delivery.WAITING_ROOM.getBytes(StandardCharsets.US_ASCII)
        : new byte[0];
  }

  private static int blockLength(byte[] value) throws RsyncException {
    long length = SizeText.parse("--block-size", value, 'b');
    if (length > WireLimits.MAX_BLOCK_LENGTH) {
      throw Usage.error("--block-size=" + Usage.ascii(value) + " is too large (max: 128.00K)");
    }
    return (int) length;
  }
}
