// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRuleParser;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.wire.WireLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Gives options their meaning, one after the other, and settles at the end what depends on several
 * of them. Serves a client's command line and a server's arguments. Owned by one thread.
 */
final class CommandLineReader implements OptionParser.Handler {

  /** Whose words are read. */
  enum End {
    CLIENT,
    SERVER
  }

  private static final String DEFAULT_LINE = "%n%L";
  private static final String ITEMIZED_LINE = "%i %n%L";

  /** How sure an option that another one implies is. */
  private enum Wish {
    /** Not mentioned. */
    OPEN,
    NO,
    IMPLIED,
    YES;

    boolean isOn() {
      return this == IMPLIED || this == YES;
    }

    /** What the user said, if anything. */
    Optional<Boolean> spoken() {
      return this == OPEN ? Optional.empty() : Optional.of(isOn());
    }

    static Wish typed(boolean on) {
      return on ? YES : NO;
    }
  }

  private final End end;
  private final OptionFiles files;
  private final TransferOptionsBuilder builder = new TransferOptionsBuilder();
  private final List<FilterRule> rules = new ArrayList<>();

  private Wish recursive = Wish.OPEN;
  private Wish relative = Wish.OPEN;
  private Wish dirs = Wish.OPEN;
  private boolean sender;
  private String clientInfo = "";
  private boolean fromNul;
  private byte[] filesFrom = new byte[0];
  private int dirFilters;

  private boolean delete;
  private DeleteMode deleteWhen = DeleteMode.NONE;
  private boolean deleteExcluded;
  private boolean listOnly;

  private boolean checksum;
  private String checksumChoice = "";
  private int compressCount;
  private String compressChoice = "";
  private int compressLevel = Integer.MIN_VALUE;

  private int oneFileSystem;
  private int verbosity;
  private int itemize;
  private boolean quiet;
  private boolean progress;
  private String outFormat;

  private int port;
  private byte[] passwordFile = new byte[0];
  private int connectTimeoutSeconds;
  private String bindAddress = "";
  private int addressFamily;
  private boolean motd = true;
  private int humanReadable = 1;
  private boolean eightBitOutput;
  private boolean watch;
  private byte[] remoteShell = new byte[0];
  private byte[] remoteProgram = new byte[0];
  private int oldArgs;
  private Wish secludedArgs = Wish.OPEN;
  private CommandLine.HelpTopic help = CommandLine.HelpTopic.NONE;
  private int versionDetail;

  CommandLineReader(End end, OptionFiles files) {
    this.end = end;
    this.files = files;
  }

  @Override
  public void flag(Option option, boolean on, String asTyped) throws RsyncException {
    if (on || option == Option.MSGS2STDERR) {
      requireImplemented(option, asTyped);
    }
    switch (option) {
      case VERBOSE -> verbosity = on ? verbosity + 1 : 0;
      case QUIET -> quiet = true;
      case MOTD -> motd = on;
      case CHECKSUM -> checksum = on;
      case ARCHIVE -> archive();
      case RECURSIVE -> recursive = Wish.typed(on);
      case INC_RECURSIVE -> builder.incrementalRecursionAllowed(on);
      case RELATIVE -> relative = Wish.typed(on);
      case IMPLIED_DIRS -> builder.impliedDirs(on);
      case UPDATE -> builder.update(true);
      case INPLACE -> builder.inplace(on);
      case DIRS -> dirs = Wish.typed(on);
      case MKPATH -> builder.makePath(on);
      case LINKS -> builder.links(on);
      case COPY_LINKS -> builder.copyLinks(true);
      case COPY_UNSAFE_LINKS -> builder.copyUnsafeLinks(true);
      case COPY_DIRLINKS -> builder.copyDirLinks(true);
      case HARD_LINKS -> builder.hardLinks(on);
      case PERMS -> builder.perms(on);
      case EXECUTABILITY -> builder.executability(true);
      case OWNER -> builder.owner(on);
      case GROUP -> builder.group(on);
      case DEVICES -> builder.devices(on);
      case SPECIALS -> builder.specials(on);
      case DEVICES_AND_SPECIALS -> devicesAndSpecials(on);
      case TIMES -> builder.times(on);
      case OMIT_DIR_TIMES -> builder.omitDirTimes(on);
      case OMIT_LINK_TIMES -> builder.omitLinkTimes(on);
      case DRY_RUN -> builder.dryRun(true);
      case WHOLE_FILE -> builder.wholeFile(on).noWholeFile(!on);
      case ONE_FILE_SYSTEM -> oneFileSystem = on ? oneFileSystem + 1 : 0;
      case EXISTING -> builder.existing(true);
      case IGNORE_EXISTING -> builder.ignoreExisting(true);
      case REMOVE_SOURCE_FILES -> builder.removeSourceFiles(true);
      case DELETE -> delete = true;
      case DELETE_BEFORE -> deleteWhen(DeleteMode.BEFORE);
      case DELETE_DURING -> deleteWhen(DeleteMode.DURING);
      case DELETE_DELAY -> deleteWhen(DeleteMode.DELAY);
      case DELETE_AFTER -> deleteWhen(DeleteMode.AFTER);
      case DELETE_EXCLUDED -> deleteExcluded = true;
      case IGNORE_MISSING_ARGS -> builder.ignoreMissingArgs(true);
      case DELETE_MISSING_ARGS -> builder.deleteMissingArgs(true);
      case IGNORE_ERRORS -> builder.ignoreErrors(on);
      case FORCE -> builder.force(on);
      case PARTIAL -> builder.partial(on);
      case PARTIAL_PROGRESS -> partialProgress();
      case NUMERIC_IDS -> builder.numericIds(on);
      case TIMEOUT -> builder.timeoutSeconds(0);
      case CONTIMEOUT -> connectTimeoutSeconds = 0;
      case IGNORE_TIMES -> builder.ignoreTimes(true);
      case SIZE_ONLY -> builder.sizeOnly(true);
      case COMPRESS -> compressCount = on ? compressCount + 1 : 0;
      case OLD_COMPRESS -> compressChoice = "zlib";
      case NEW_COMPRESS -> compressChoice = "zlibx";
      case DIR_FILTERS -> dirFilters();
      case FROM0 -> fromNul = on;
      case STATS -> builder.stats(true);
      case EIGHT_BIT_OUTPUT -> eightBitOutput = on;
      case HUMAN_READABLE -> humanReadable = on ? Math.min(humanReadable + 1, 3) : 0;
      case PROGRESS -> progress = on;
      case ITEMIZE_CHANGES -> itemize = on ? itemize + 1 : 0;
      case LIST_ONLY -> listOnly = true;
      case BWLIMIT -> builder.bandwidthLimit(0);
      case IPV4 -> addressFamily = 4;
      case IPV6 -> addressFamily = 6;
      case VERSION -> versionDetail++;
      case HELP -> help = CommandLine.HelpTopic.OPTIONS;
      case OLD_ARGS -> oldArgs(on);
      case SECLUDED_ARGS -> secludedArgs(on);
      case BLOCKING_IO -> {
        // What is handed to the remote shell always blocks; nothing depends on it here.
      }
      case WATCH -> watch = requireClient(option, asTyped);
      case SENDER -> sender = requireServer(option, asTyped);
      case SERVER -> requireServer(option, asTyped);
      case DAEMON, DETACH -> throw unknown(asTyped);
      default -> requireOff(option, on);
    }
  }

  @Override
  public void text(Option option, byte[] value, String asTyped) throws RsyncException {
    if (option == Option.RSH && end == End.SERVER) {
      clientInfo = ascii(value);
      return;
    }
    requireImplemented(option, asTyped);
    switch (option) {
      case CHECKSUM_CHOICE -> checksumChoice = checksumChoice(ascii(value));
      case COMPRESS_CHOICE -> compressChoice = compressorName(ascii(value));
      case BLOCK_SIZE -> builder.blockLength(blockLength(value));
      case MAX_SIZE -> builder.maxSize(SizeText.parse("--max-size", value, 'b'));
      case MIN_SIZE -> builder.minSize(SizeText.parse("--min-size", value, 'b'));
      case FILTER -> FilterRuleParser.parseRule(value, rules);
      case EXCLUDE -> FilterRuleParser.parsePattern(value, false, rules);
      case INCLUDE -> FilterRuleParser.parsePattern(value, true, rules);
      case EXCLUDE_FROM -> patternFile(value, false);
      case INCLUDE_FROM -> patternFile(value, true);
      case FILES_FROM -> filesFrom = value.clone();
      case ADDRESS -> bindAddress = ascii(value);
      case OUT_FORMAT -> outFormat = new String(value, StandardCharsets.UTF_8);
      case PASSWORD_FILE -> passwordFile = value.clone();
      case INFO -> info(ascii(value));
      case DEBUG -> debug(ascii(value));
      case RSH -> remoteShell = value.clone();
      case RSYNC_PATH -> remoteProgram = value.clone();
      case BWLIMIT -> builder.bandwidthLimit(bandwidthLimit(value));
      default -> throw unknown(asTyped);
    }
  }

  @Override
  public void number(Option option, int value, String asTyped) throws RsyncException {
    requireImplemented(option, asTyped);
    switch (option) {
      case MAX_DELETE -> builder.maxDelete(Math.max(value, 0));
      case TIMEOUT -> builder.timeoutSeconds(Math.max(value, 0));
      case CONTIMEOUT -> connectTimeoutSeconds = Math.max(value, 0);
      case MODIFY_WINDOW -> builder.modifyWindow(value);
      case COMPRESS_LEVEL -> compressLevel = value;
      case PORT -> port = value;
      case PROTOCOL -> builder.protocolLimit(protocolLimit(value));
      case CHECKSUM_SEED -> builder.checksumSeed(value);
      default -> throw unknown(asTyped);
    }
  }

  /** The options of the transfer, once all words are read. */
  TransferOptions options() throws RsyncException {
    requireListChecksum();
    settleNames();
    settleDirectories();
    settleDeletion();
    settleCompression();
    settleReport();
    return builder.filters(new FilterList(rules)).build();
  }

  CommandLine.Local local() {
    return new CommandLine.Local(
        port,
        passwordFile,
        connectTimeoutSeconds,
        bindAddress,
        addressFamily,
        motd,
        humanReadable,
        eightBitOutput,
        watch,
        new CommandLine.Remote(remoteShell, remoteProgram, oldArgs, secludedArgs.spoken()),
        help,
        versionDetail);
  }

  /** Whether the server sends. */
  boolean sender() {
    return sender;
  }

  /** Whether {@code --secluded-args} is among the words. */
  boolean secludesArguments() {
    return secludedArgs == Wish.YES;
  }

  /** What a client says it can do, behind its {@code -e}. */
  String clientInfo() {
    return clientInfo;
  }

  private void archive() {
    if (!recursive.isOn()) {
      recursive = Wish.IMPLIED;
    }
    builder.links(true).perms(true).times(true).owner(true).group(true);
    devicesAndSpecials(true);
  }

  private void devicesAndSpecials(boolean on) {
    builder.devices(on).specials(on);
  }

  private void partialProgress() {
    builder.partial(true);
    progress = true;
  }

  private void info(String words) throws RsyncException {
    String flags = withoutHelp(words, CommandLine.HelpTopic.INFO);
    builder.info(flags);
    if (InfoFlag.isBeyondPerFileProgress(flags)) {
      throw new RsyncException(
          ExitCode.UNSUPPORTED, "rsync: --info=progress2: option is not supported by Rivulet");
    }
  }

  private void debug(String words) throws RsyncException {
    builder.debug(withoutHelp(words, CommandLine.HelpTopic.DEBUG));
  }

  /** The words but for {@code help}, which is remembered. */
  private String withoutHelp(String words, CommandLine.HelpTopic topic) {
    StringBuilder rest = new StringBuilder();
    int start = 0;
    for (int end = 0; end <= words.length(); end++) {
      if (end == words.length() || words.charAt(end) == ',') {
        String word = words.substring(start, end);
        if (word.equalsIgnoreCase("help")) {
          help = topic;
        } else {
          rest.append(rest.length() == 0 ? "" : ",").append(word);
        }
        start = end + 1;
      }
    }
    return rest.toString();
  }

  private void oldArgs(boolean on) throws RsyncException {
    if (on && secludedArgs == Wish.YES) {
      throw usage("--secluded-args conflicts with --old-args.");
    }
    oldArgs = on ? Math.max(oldArgs, 0) + 1 : -1;
  }

  private void secludedArgs(boolean on) throws RsyncException {
    if (on && oldArgs > 0) {
      throw usage("--secluded-args conflicts with --old-args.");
    }
    secludedArgs = Wish.typed(on);
  }

  private void deleteWhen(DeleteMode mode) throws RsyncException {
    if (deleteWhen != DeleteMode.NONE && deleteWhen != mode) {
      throw usage("You may not combine multiple --delete-WHEN options.");
    }
    deleteWhen = mode;
  }

  private void dirFilters() throws RsyncException {
    String rule = dirFilters == 0 ? ": /.rsync-filter" : "- .rsync-filter";
    if (dirFilters++ < 2) {
      FilterRuleParser.parseRule(rule.getBytes(StandardCharsets.US_ASCII), rules);
    }
  }

  private void patternFile(byte[] path, boolean include) throws RsyncException {
    byte[] contents;
    try {
      contents = files.read(path);
    } catch (StoreException e) {
      String what = include ? "include" : "exclude";
      throw new RsyncException(
          ExitCode.FILE_IO,
          "rsync: [client] failed to open " + what + " file " + display(path) + reason(e, true),
          e);
    }
    FilterRuleParser.parsePatternFile(contents, include, fromNul, rules);
  }

  private void requireListChecksum() throws RsyncException {
    String forLists = checksumChoice.substring(checksumChoice.indexOf(',') + 1);
    if (checksum && forLists.equals("none")) {
      throw new RsyncException(
          ExitCode.UNSUPPORTED, "Invalid checksum-choice for --checksum: none (0)");
    }
    builder.checksum(checksum).checksumChoice(checksumChoice);
  }

  /** Where the names come from decides what else is on: --relative, --dirs, not --recursive. */
  private void settleNames() throws RsyncException {
    builder.fromNul(fromNul);
    if (filesFrom.length == 0) {
      return;
    }
    if (recursive == Wish.IMPLIED) {
      recursive = Wish.NO;
    }
    if (relative == Wish.OPEN) {
      relative = Wish.YES;
    }
    if (dirs == Wish.OPEN) {
      dirs = Wish.IMPLIED;
    }
    int colon = end == End.CLIENT ? remoteMark(filesFrom) : -1;
    if (colon >= 0) {
      builder.remoteFilesFrom(Arrays.copyOfRange(filesFrom, colon + 1, filesFrom.length));
    } else if (end == End.SERVER) {
      builder.remoteFilesFrom(filesFrom);
    } else {
      builder.filesFrom(NameList.split(readNames(), fromNul));
    }
  }

  /** The colon of {@code :FILE} or {@code HOST:FILE}, or -1 for a file of this machine. */
  private static int remoteMark(byte[] path) {
    for (int i = 0; i < path.length && path[i] != '/'; i++) {
      if (path[i] == ':') {
        return i;
      }
    }
    return -1;
  }

  private byte[] readNames() throws RsyncException {
    try {
      return files.read(filesFrom);
    } catch (StoreException e) {
      throw new RsyncException(
          ExitCode.SYNTAX,
          "rsync: failed to open files-from file " + display(filesFrom) + reason(e, false),
          e);
    }
  }

  private void settleDirectories() {
    if (listOnly && !recursive.isOn() && dirs == Wish.OPEN) {
      dirs = Wish.IMPLIED;
    }
    builder
        .recursive(recursive.isOn())
        .relative(relative.isOn())
        .dirs(dirs.isOn())
        .dirsRequested(dirs == Wish.YES)
        .oneFileSystem(oneFileSystem)
        .listOnly(listOnly);
  }

  private void settleDeletion() throws RsyncException {
    DeleteMode mode = deleteWhen;
    if (mode == DeleteMode.NONE && (delete || deleteExcluded)) {
      mode = DeleteMode.DEFAULT;
    }
    if (mode != DeleteMode.NONE && !recursive.isOn() && !dirs.isOn()) {
      throw usage("--delete does not work without --recursive (-r) or --dirs (-d).");
    }
    builder.deleteMode(mode).deleteExcluded(deleteExcluded);
  }

  private void settleCompression() {
    String choice = compressChoice;
    if (choice.isEmpty() && compressCount > 1) {
      choice = "zlibx";
    }
    boolean off = choice.equals("none") || compressLevel == 0;
    boolean implied = compressLevel != Integer.MIN_VALUE || !choice.isEmpty();
    if (compressCount > 0 && !off) {
      builder.compress(true);
    } else if (implied && !off) {
      builder.compressImplied();
    }
    builder.compressChoice(choice).compressionLevel(compressLevel);
  }

  private void settleReport() {
    builder.verbosity(verbosity).progress(progress);
    String format = outFormat;
    boolean items = itemize > 0;
    if (end == End.SERVER) {
      format = format == null ? "" : format;
    } else if (format == null) {
      boolean names = builder.report().tells(InfoFlag.NAME);
      format = items ? ITEMIZED_LINE : names ? DEFAULT_LINE : "";
    }
    items |= FormatLetters.has(format, 'i');
    boolean unchanged = FormatLetters.has(format, 'I') || itemize > 1 || items && verbosity > 1;
    builder
        .itemize(itemize)
        .outFormat(format)
        .outFormatReportsItems(items)
        .reportUnchanged(unchanged)
        .quiet(quiet);
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

  private static int blockLength(byte[] value) throws RsyncException {
    long length = SizeText.parse("--block-size", value, 'b');
    if (length > WireLimits.MAX_BLOCK_LENGTH) {
      throw usage("--block-size=" + ascii(value) + " is too large (max: 128.00K)");
    }
    return (int) length;
  }

  private static long bandwidthLimit(byte[] value) throws RsyncException {
    long bytes = SizeText.parse("--bwlimit", value, 'k');
    if (bytes != 0 && bytes < 512) {
      throw usage("--bwlimit=" + ascii(value) + " is too small (min: 512 or 0 for unlimited)");
    }
    return (bytes + 512) / 1024;
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

  private static void requireImplemented(Option option, String asTyped) throws RsyncException {
    if (!option.isImplemented()) {
      throw new RsyncException(
          ExitCode.UNSUPPORTED, "rsync: " + asTyped + ": option is not supported by Rivulet");
    }
  }

  /** The {@code --no-} form of an option that never is on asks for nothing. */
  private static void requireOff(Option option, boolean on) {
    if (on) {
      throw new IllegalStateException("no meaning for " + option);
    }
  }

  private boolean requireClient(Option option, String asTyped) throws RsyncException {
    if (end != End.CLIENT) {
      throw unknown(asTyped);
    }
    return true;
  }

  private boolean requireServer(Option option, String asTyped) throws RsyncException {
    if (end != End.SERVER) {
      throw unknown(asTyped);
    }
    return true;
  }

  private static RsyncException unknown(String asTyped) {
    return usage(asTyped + ": unknown option");
  }

  private static RsyncException usage(String text) {
    return new RsyncException(ExitCode.SYNTAX, "rsync: " + text);
  }

  private static String reason(StoreException e, boolean withNumber) {
    String number = withNumber ? " (" + e.errno().number() + ")" : "";
    return ": " + e.errno().text() + number;
  }

  private static String ascii(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  private static String display(byte[] path) {
    return new String(path, StandardCharsets.UTF_8);
  }
}
