// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.filter.CvsIgnores;
import dev.rivulet.rsync.filter.FilterList;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked of one transfer; immutable. The same value describes the client's end and,
 * parsed from the argument list it sends, the server's.
 *
 * <p>What of this is not implemented yet is refused by the option parser, see {@link Option}.
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

  /**
   * Which attributes are preserved.
   *
   * @param hardLinkLetters number of {@code -H}, which only the far end is told
   * @param accessTimes number of {@code -U}; with two, reading does not change them
   * @param xattrs number of {@code -X}
   */
  public record Preserve(
      boolean links,
      boolean perms,
      boolean times,
      boolean owner,
      boolean group,
      boolean devices,
      boolean specials,
      int hardLinkLetters,
      boolean executability,
      boolean omitDirTimes,
      boolean omitLinkTimes,
      boolean numericIds,
      int accessTimes,
      boolean acls,
      int xattrs) {

    /** Whether hard links are kept. */
    public boolean hardLinks() {
      return hardLinkLetters > 0;
    }
  }

  /**
   * What is taken from the source.
   *
   * @param dirs whether directories are transferred, not only passed through
   * @param dirsRequested whether {@code --dirs} was typed, as opposed to implied by another option
   * @param oneFileSystem number of {@code -x}
   * @param keepDirLinks whether the receiver takes links to directories for directories
   * @param removeSourceFiles whether files are removed at the source once the receiver has them
   * @param removeSentFiles whether only what was really sent is; {@code removeSourceFiles} is on
   *     too
   * @param openNoAccessTime whether reading leaves access times alone
   * @param qsort whether {@code --qsort} was typed
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
      boolean safeLinks,
      boolean mungeLinks,
      boolean keepDirLinks,
      boolean pruneEmptyDirs,
      boolean cvsExclude,
      boolean ignoreMissingArgs,
      boolean deleteMissingArgs,
      boolean removeSourceFiles,
      boolean removeSentFiles,
      boolean openNoAccessTime,
      boolean incrementalRecursionAllowed,
      boolean qsort) {}

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
   * @param inplace whether existing files are written into; on with {@code append} too
   * @param partialDirectory where partly transferred files are kept, empty for their own place;
   *     never empty with {@code delayUpdates}
   * @param temporaryDirectory where temporary files are made, empty for their own place
   * @param fuzzy number of {@code -y}
   * @param blockLength of the delta algorithm, 0 for the length the size of a file implies
   * @param listOnly whether {@code --list-only} was typed
   */
  public record Delivery(
      boolean wholeFile,
      boolean noWholeFile,
      boolean inplace,
      Append append,
      boolean partial,
      byte[] partialDirectory,
      boolean delayUpdates,
      byte[] temporaryDirectory,
      int blockLength,
      boolean sparse,
      boolean preallocate,
      boolean fsync,
      int fuzzy,
      boolean writeDevices,
      boolean copyDevices,
      boolean dryRun,
      boolean listOnly,
      boolean makePath) {

    /** Where files wait for the end of the transfer unless {@code --partial-dir} says otherwise. */
    static final String WAITING_ROOM = ".~tmp~";

    /** Whether updated files wait where nobody said they should. */
    boolean waitsInUsualPlace() {
      return delayUpdates
          && Arrays.equals(partialDirectory, WAITING_ROOM.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Checksums, compression, limits.
   *
   * @param protocolLimit the highest protocol this end may speak, 27 to 32
   * @param checksumChoice as typed, empty when the ends negotiate
   * @param checksumList the names to negotiate with, as RSYNC_CHECKSUM_LIST has them; empty for all
   * @param compress whether data is compressed
   * @param compressLetter whether a server gets the letter {@code z}, as opposed to a level only
   * @param compressChoice as typed, empty when the ends negotiate
   * @param compressList the names to negotiate with, as RSYNC_COMPRESS_LIST has them; empty for all
   * @param compressionLevel {@link Integer#MIN_VALUE} for the method's default
   * @param compressThreads that zstd starts at this end, 0 for none beside the sender's own
   * @param skipCompress suffixes of files that are not compressed, separated by slashes; empty
   *     without {@code --skip-compress}
   * @param checksumSeed 0 for one the server makes up
   * @param timeoutSeconds without any traffic, 0 for no limit
   * @param bandwidthLimit KiB per second, 0 for no limit
   * @param stopAt when the transfer is given up, seconds since 1970, 0 for never
   * @param iconv the character set of this end's names and, behind a comma, that of the other's;
   *     empty when names are not translated
   * @param translatesListedNames whether the names of {@code --files-from} are translated too,
   *     which goes with {@code --secluded-args}
   */
  public record Wire(
      int protocolLimit,
      String checksumChoice,
      String checksumList,
      boolean compress,
      boolean compressLetter,
      String compressChoice,
      String compressList,
      int compressionLevel,
      int compressThreads,
      Optional<String> skipCompress,
      int checksumSeed,
      int timeoutSeconds,
      long bandwidthLimit,
      long stopAt,
      AllocationLimit allocationLimit,
      String iconv,
      boolean translatesListedNames) {

    /** The character set of the other end, a dot for its usual one; empty if none is used. */
    public String remoteIconv() {
      String remote = iconv.substring(iconv.indexOf(',') + 1);
      return remote.isEmpty() && !iconv.isEmpty() ? "." : remote;
    }
  }

  /**
   * What is reported.
   *
   * @param verbosity number of -v
   * @param itemize 0, 1 (-i) or 2 (-ii)
   * @param outFormatReportsItems whether the peer's output format shows item flags (%i)
   * @param reportUnchanged whether unchanged items are reported too (%I, -ii, -vv)
   * @param outFormat the format of a line for each item, if items have one; a server only hears of
   *     it what concerns it ({@code --log-format})
   * @param logFile empty for none
   * @param logFileFormat the format of a line for each item in the log; an empty one for no lines
   *     but those of deletions
   * @param errorRoute where the messages of a server go
   * @param eightBit whether bytes above 127 are shown as they are
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
      Optional<String> outFormat,
      byte[] logFile,
      String logFileFormat,
      ErrorRoute errorRoute,
      OutputBuffering outputBuffering,
      boolean eightBit,
      OutputLevels<InfoFlag> infoLevels,
      OutputLevels<DebugFlag> debugLevels) {

    /**
     * How much is to be told of something: what {@code --info} says, else what follows from {@code
     * -v}, {@code --progress} and {@code --stats}.
     */
    public int info(InfoFlag flag) {
      return infoLevels.level(flag, implied(flag));
    }

    /** Whether the line for each item shows what a letter stands for. */
    public boolean itemsShow(char letter) {
      return FormatLetters.has(outFormat.orElse(""), letter);
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
  private final Backup backup;
  private final AlternateBasis alternateBasis;
  private final Identity identity;
  private final Recording batch;
  private final OperatorPaths operatorPaths;
  private final FilterList filters;
  private final CvsIgnores cvsIgnores;
  private final boolean hasFilesFrom;
  private final List<byte[]> filesFrom;
  private final List<byte[]> filesFromLines;
  private final byte[] remoteFilesFrom;
  private final boolean fromNul;
  private final List<byte[]> remoteOptions;
  private final boolean trustSender;

  TransferOptions(TransferOptionsBuilder b) {
    this.preserve = b.preserve();
    this.selection = b.selection();
    this.update = b.update();
    this.deletion = b.deletion();
    this.delivery = b.delivery();
    this.wire = b.wire();
    this.report = b.report();
    this.backup = b.backup;
    this.alternateBasis = b.alternateBasis;
    this.identity = b.identity;
    this.batch = b.batch;
    this.operatorPaths = b.operatorPaths;
    this.filters = b.filters;
    this.cvsIgnores = b.cvsIgnores;
    this.hasFilesFrom = b.hasFilesFrom;
    this.filesFrom = List.copyOf(b.filesFrom);
    this.filesFromLines = List.copyOf(b.filesFromLines);
    this.remoteFilesFrom = b.remoteFilesFrom.clone();
    this.fromNul = b.fromNul;
    this.remoteOptions = List.copyOf(b.remoteOptions);
    this.trustSender = b.trustSender;
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

  /** What becomes of files that are replaced or deleted. */
  public Backup backup() {
    return backup;
  }

  /** Where else the receiver looks for files. */
  public AlternateBasis alternateBasis() {
    return alternateBasis;
  }

  /** Whom files belong to and what they may, other than at the source. */
  public Identity identity() {
    return identity;
  }

  /** Whether the transfer is recorded, or a recorded one repeated. */
  public Recording batch() {
    return batch;
  }

  /** How far the paths that options name are trusted. */
  public OperatorPaths operatorPaths() {
    return operatorPaths;
  }

  /** The user's filter rules; a server receives them over the wire instead. */
  public FilterList filters() {
    return filters;
  }

  /** What the user adds to --cvs-exclude at this end. */
  public CvsIgnores cvsIgnores() {
    return cvsIgnores;
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

  /** {@link #filesFrom} with the comments among them, as they are forwarded to the other end. */
  public List<byte[]> filesFromLines() {
    return filesFromLines;
  }

  /**
   * Whether this end learns from the other which names to send.
   *
   * @param server whether this end was started by the other
   */
  public boolean awaitsNames(boolean server) {
    boolean forwarded = remoteFilesFrom.length == 1 && remoteFilesFrom[0] == '-';
    return server ? forwarded : remoteFilesFrom.length > 0 && !forwarded;
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

  /** What only the server is told ({@code --remote-option}), as typed. */
  public List<byte[]> remoteOptions() {
    return remoteOptions;
  }

  /** Whether the names a sender lists are taken without asking ({@code --trust-sender}). */
  public boolean trustSender() {
    return trustSender;
  }

  /** A builder that starts with these options. */
  public TransferOptionsBuilder toBuilder() {
    return new TransferOptionsBuilder(this);
  }

  /** Whether a filter list is needed by a receiving server. */
  public boolean receiverWantsFilters(int protocol) {
    return selection.pruneEmptyDirs()
        || deletion.isOn() && (!deletion.excluded() || protocol >= 29);
  }
}
