// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import java.util.Optional;

/** The options about checksums, compression, limits and character sets. */
final class WireWords implements OptionGroup {
  private final TransferOptionsBuilder builder;
  private String checksumChoice = "";
  private int compressCount;
  private String compressChoice = "";
  private int compressLevel = Integer.MIN_VALUE;
  private byte[] allocationLimit = {};

  WireWords(TransferOptionsBuilder builder) {
    this.builder = builder;
  }

  @Override
  public boolean flag(Option option, boolean on, String asTyped) {
    switch (option) {
      case TIMEOUT -> builder.timeoutSeconds(0);
      case COMPRESS -> compress(on);
      case OLD_COMPRESS -> compressChoice = "zlib";
      case NEW_COMPRESS -> compressChoice = "zlibx";
      case BWLIMIT -> builder.bandwidthLimit(0);
      case ICONV -> builder.iconv("");
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean text(Option option, byte[] value, String asTyped) throws RsyncException {
    switch (option) {
      case CHECKSUM_CHOICE -> checksumChoice = checksumChoice(Usage.ascii(value));
      case COMPRESS_CHOICE -> compressChoice = compressorName(Usage.ascii(value));
      case SKIP_COMPRESS -> builder.skipCompress(Optional.of(Usage.text(value)));
      case BWLIMIT -> builder.bandwidthLimit(bandwidthLimit(value));
      case STOP_AFTER -> builder.stopAt(StopTime.after(Usage.ascii(value)));
      case STOP_AT -> builder.stopAt(StopTime.at(Usage.ascii(value)));
      case MAX_ALLOC -> allocationLimit = value.clone();
      case ICONV -> iconv(value.length == 0 ? "." : Usage.ascii(value));
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean number(Option option, int value, String asTyped) throws RsyncException {
    switch (option) {
      case TIMEOUT -> builder.timeoutSeconds(Math.max(value, 0));
      case COMPRESS_LEVEL -> compressLevel = value;
      case COMPRESS_THREADS -> builder.compressThreads(Math.max(value, 0));
      case PROTOCOL -> builder.protocolLimit(protocolLimit(value));
      case CHECKSUM_SEED -> builder.checksumSeed(value);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whether files are not verified: then they are sent whole. */
  boolean verifiesNothing() {
    return checksumChoice.equals("none") || checksumChoice.startsWith("none,");
  }

  /** Names are translated as {@code --iconv} says; {@code -} is not to. */
  void iconv(String sets) {
    builder.iconv(sets.equals("-") ? "" : sets);
  }

  /**
   * Decides what depends on several of the options.
   *
   * @param listsHaveChecksums whether files are compared by checksum
   * @param usualAllocationLimit what holds without {@code --max-alloc}, empty for rsync's
   */
  void settle(boolean listsHaveChecksums, byte[] usualAllocationLimit) throws RsyncException {
    String forLists = checksumChoice.substring(checksumChoice.indexOf(',') + 1);
    if (listsHaveChecksums && forLists.equals("none")) {
      throw new RsyncException(
          ExitCode.UNSUPPORTED, "Invalid checksum-choice for --checksum: none (0)");
    }
    builder.checksumChoice(checksumChoice);
    byte[] limit = allocationLimit.length > 0 ? allocationLimit : usualAllocationLimit;
    if (limit.length > 0) {
      builder.allocationLimit(allocationLimit(limit));
    }
    settleCompression();
  }

  /** To want no compression is to want no method of it. */
  private void compress(boolean on) {
    compressCount = on ? compressCount + 1 : 0;
    compressChoice = on ? compressChoice : "";
  }

  private void settleCompression() {
    String choice = compressChoice;
    if (choice.isEmpty() && compressCount > 1) {
      choice = "zlibx";
    }
    boolean asked = compressCount > 0;
    boolean implied = compressLevel != Integer.MIN_VALUE || !choice.isEmpty();
    builder
        .compress((asked || implied) && !choice.equals("none"))
        .compressLetter(asked || choice.equals("zlib"));
    builder.compressChoice(choice).compressionLevel(compressLevel);
  }

  private static String checksumChoice(String choice) throws RsyncException {
    int comma = choice.indexOf(',');
    String first = comma < 0 ? choice : choice.substring(0, comma);
    requireChecksum(first);
    if (comma >= 0) {
      requireChecksum(choice.substring(comma + 1));
    }
    return choice.equals("auto") || choice.equals("auto,auto") ? "" : choice;
  }

  private static void requireChecksum(String name) throws RsyncException {
    boolean known = name.equals("auto") || name.equals("xxhash");
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      known |= algorithm.wireName().equals(name);
    }
    if (!known) {
      throw new RsyncException(ExitCode.UNSUPPORTED, "unknown checksum name: " + name);
    }
  }

  private static String compressorName(String name) throws RsyncException {
    if (name.equals("auto")) {
      return "";
    }
    for (CompressionMethod method : CompressionMethod.values()) {
      if (method.wireName().equals(name)) {
        return name;
      }
    }
    throw new RsyncException(ExitCode.UNSUPPORTED, "unknown compress name: " + name);
  }

  private static long bandwidthLimit(byte[] value) throws RsyncException {
    long bytes = SizeText.parse("--bwlimit", value, 'k');
    if (bytes != 0 && bytes < 512) {
      throw Usage.error(
          "--bwlimit=" + Usage.ascii(value) + " is too small (min: 512 or 0 for unlimited)");
    }
    return (bytes + 512) / 1024;
  }

  private static AllocationLimit allocationLimit(byte[] value) throws RsyncException {
    long bytes = SizeText.parse("--max-alloc", value, 'b');
    if (bytes != 0 && bytes < AllocationLimit.LEAST) {
      throw Usage.error(
          "--max-alloc=" + Usage.ascii(value) + " is too small (min: 1.00M or 0 for unlimited)");
    }
    return bytes == AllocationLimit.USUAL.bytes()
        ? AllocationLimit.USUAL
        : new AllocationLimit(bytes, Usage.ascii(value));
  }

  private static int protocolLimit(int value) throws RsyncException {
    if (value > ServerArguments.NEWEST_PROTOCOL || value < ServerArguments.OLDEST_PROTOCOL) {
      String bound =
          value < ServerArguments.OLDEST_PROTOCOL
              ? "at least " + ServerArguments.OLDEST_PROTOCOL
              : "no more than " + ServerArguments.NEWEST_PROTOCOL;
      throw new RsyncException(
          ExitCode.PROTOCOL, "--protocol must be " + bound + " on the Client.");
    }
    return value;
  }
}
