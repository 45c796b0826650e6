// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.filter.FilterList;
import java.util.List;

/**
 * What the user asked of one transfer; immutable. The same value describes the client's end and,
 * parsed from the argument list it sends, the server's.
 *
 * <p>Every option here is implemented; what rsync has beyond it is refused by the option parser.
 */
public final class TransferOptions {

  /** When files that the source does not have are deleted. */
  public enum DeleteMode {
    NONE,
    /** {@code --delete}: before below protocol 30, else during. */
    DEFAULT,
    BEFORE,
    DURING,
    DELAY,
    AFTER
  }

  /** Which attributes are preserved. */
  public record Preserve(
      boolean links,
      boolean perms,
      boolean times,
      boolean owner,
      boolean group,
      boolean devices,
      boolean specials,
      boolean hardLinks,
      boolean executability,
      boolean omitDirTimes,
      boolean omitLinkTimes,
      boolean numericIds) {}

  /**
   * What is taken from the source.
   *
   * @param dirs whether directories are transferred, not only passed through
   * @param dirsRequested whether {@code --dirs} was typed, as opposed to implied by another option
   * @param oneFileSystem number of {@code -x}
   */
  public record Selection(
      boolean recursive,
      boolean dirs,
      boolean dirsRequested,
      boolean relative,
      boolean impliedDirs,
      int oneFileSystem,
      boolean copyLinks,
      boolean copyDirLinks,
      boolean copyUnsafeLinks,
      boolean ignoreMissingArgs,
      boolean deleteMissingArgs,
      boolean removeSourceFiles,
      boolean incrementalRecursionAllowed) {}

  /**
   * Which of the listed files are updated.
   *
   * @param modifyWindow seconds two times may differ and still be equal; negative compares
   *     nanoseconds
   * @param maxSize bytes, -1 for no limit
   * @param minSize bytes, -1 for no limit
   */
  public record Update(
      boolean checksum,
      boolean ignoreTimes,
      boolean sizeOnly,
      int modifyWindow,
      boolean update,
      boolean existing,
      boolean ignoreExisting,
      long maxSize,
      long minSize) {}

  /**
   * What is deleted at the destination.
   *
   * @param maxDelete how many entries may be deleted, -1 for no limit
   */
  public record Deletion(
      DeleteMode mode, boolean excluded, boolean force, boolean ignoreErrors, long maxDelete) {

    /** Whether anything is deleted at all. */
    public boolean isOn() {
      return mode != DeleteMode.NONE;
    }
  }

  /**
   * How data reaches its place.
   *
   * @param blockLength of the delta algorithm, 0 for the length the size of a file implies
   * @param listOnly whether {@code --list-only} was typed
   */
  public record Delivery(
      boolean wholeFile,
      boolean noWholeFile,
      boolean inplace,
      boolean partial,
      int blockLength,
      boolean dryRun,
      boolean listOnly,
      boolean makePath) {}

  /**
   * Checksums, compression, limits.
   *
   * @param protocolLimit the highest protocol this end may speak, 27 to 32
   * @param checksumChoice as typed, empty when the ends negotiate
   * @param compress whether data is compressed
   * @param compressRequested whether {@code -z} was typed, as opposed to implied by a level
   * @param compressChoice as typed, empty when the ends negotiate
   * @param compressionLevel {@link Integer#MIN_VALUE} for the method's default
   * @param checksumSeed 0 for one the server makes up
   * @param timeoutSeconds without any traffic, 0 for no limit
   * @param bandwidthLimit KiB per second, 0 for no limit
   */
  public record Wire(
      int protocolLimit,
      String checksumChoice,
      boolean compress,
      boolean compressRequested,
      String compressChoice,
      int compressionLevel,
      int checksumSeed,
      int timeoutSeconds,
      long bandwidthLimit) {}

  /**
   * What is reported.
   *
   * @param verbosity number of -v
   * @param itemize 0, 1 (-i) or 2 (-ii)
   * @param outFormatReportsItems whether the peer's output format shows item flags (%i)
   * @param reportUnchanged whether unchanged items are reported too (%I, -ii, -vv)
   * @param outFormat the format of a line for each item, empty for none; a server only hears of it
   *     what concerns it ({@code --log-format})
   * @param progress whether {@code --progress} was typed, see {@link #info}
   * @param stats whether {@code --stats} was typed, see {@link #info}
   */
  public record Report(
      int verbosity,
      int itemize,
      boolean outFormatReportsItems,
      boolean reportUnchanged,
      boolean stats,
      boolean progress,
      boolean quiet,
      String outFormat,
      OutputLevels<InfoFlag> infoLevels,
      OutputLevels<DebugFlag> debugLevels) {

    /**
     * How much is to be told of something: what {@code --info} says, else what follows from {@code
     * -v}, {@code --progress} and {@code --stats}.
     */
    public int info(InfoFlag flag) {
      return infoLevels.level(flag, implied(flag));
    }

    /** Whether something is to be told at all. */
    public boolean tells(InfoFlag flag) {
      return info(flag) > 0;
    }

    /** How much is to be traced of something. */
    public int debug(DebugFlag flag) {
      return debugLevels.level(flag, flag.levelAt(verbosity));
    }

    private int implied(InfoFlag flag) {
      int level = flag.levelAt(verbosity);
      return switch (flag) {
        case FLIST -> progress ? 2 : level;
        case NAME, PROGRESS -> progress ? Math.max(1, level) : level;
        case STATS -> stats ? verbosity > 1 ? 3 : 2 : level;
        default -> level;
      };
    }
  }

  private final Preserve preserve;
  private final Selection selection;
  private final Update update;
  private final Deletion deletion;
  private final Delivery delivery;
  private final Wire wire;
  private final Report report;
  private final FilterList filters;
  private final boolean hasFilesFrom;
  private final List<byte[]> filesFrom;
  private final byte[] remoteFilesFrom;
  private final boolean fromNul;

  TransferOptions(TransferOptionsBuilder b) {
    this.preserve = b.preserve();
    this.selection = b.selection();
    this.update = b.update();
    this.deletion = b.deletion();
    this.delivery = b.delivery();
    this.wire = b.wire();
    this.report = b.report();
    this.filters = b.filters;
    this.hasFilesFrom = b.hasFilesFrom;
    this.filesFrom = List.copyOf(b.filesFrom);
    this.remoteFilesFrom = b.remoteFilesFrom.clone();
    this.fromNul = b.fromNul;
  }

  /** A builder that starts with rsync's defaults. */
  public static TransferOptionsBuilder builder() {
    return new TransferOptionsBuilder();
  }

  public Preserve preserve() {
    return preserve;
  }

  public Selection selection() {
    return selection;
  }

  public Update update() {
    return update;
  }

  public Deletion deletion() {
    return deletion;
  }

  public Delivery delivery() {
    return delivery;
  }

  public Wire wire() {
    return wire;
  }

  public Report report() {
    return report;
  }

  /** The user's filter rules; a server receives them over the wire instead. */
  public FilterList filters() {
    return filters;
  }

  /**
   * Whether {@code --files-from} was given here: then the transfer has the names of {@link
   * #filesFrom}, even if there are none.
   */
  public boolean hasFilesFrom() {
    return hasFilesFrom;
  }

  /** Names of --files-from, already split and stripped of comments; empty without the option. */
  public List<byte[]> filesFrom() {
    return filesFrom;
  }

  /**
   * Where the server's end of this transfer finds the list of names: a path of its own, {@code -}
   * for a list that the client forwards over the wire, empty when it does not need one.
   */
  public byte[] remoteFilesFrom() {
    return remoteFilesFrom.clone();
  }

  /** Whether lists of names and patterns are separated by NUL ({@code --from0}). */
  public boolean fromNul() {
    return fromNul;
  }

  /** A builder that starts with these options. */
  public TransferOptionsBuilder toBuilder() {
    return new TransferOptionsBuilder(this);
  }

  /** Whether a filter list is needed by a receiving server. */
  public boolean receiverWantsFilters(int protocol) {
    return deletion.isOn() && (!deletion.excluded() || protocol >= 29);
  }
}
