// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Options as the words a client starts its server with, {@code --server ... . PATH...}, in the
 * order of the reference program.
 *
 * <p>Servers accept any order, but daemons log the words, and restricted shells compare them.
 */
public final class ServerArguments {

  /** The lowest protocol spoken here. */
  public static final int OLDEST_PROTOCOL = 27;

  /** The highest protocol there is. */
  public static final int NEWEST_PROTOCOL = 32;

  /** What a released client can do, after the {@code i} for incremental recursion. */
  private static final String CLIENT_ABILITIES = "LsfxCIvu";

  private static final String SHELL_ACTIVE = "!#$&;|<>(){}\"'` \t\n\r\\";
  private static final String WILDCARDS = "*?[]";

  private final TransferOptions options;
  private final boolean pull;
  private final ArgumentStyle style;
  private final List<byte[]> words = new ArrayList<>();
  private int open;

  private ServerArguments(TransferOptions options, boolean pull, ArgumentStyle style) {
    this.options = options;
    this.pull = pull;
    this.style = style;
  }

  /**
   * The words for a server, without the program name.
   *
   * @param pull whether the server is to send
   * @param paths the path arguments, already quoted for their transport
   */
  public static List<byte[]> words(TransferOptions options, boolean pull, List<byte[]> paths) {
    return words(options, pull, paths, ArgumentStyle.QUOTED).open();
  }

  /**
   * The words for a server in any style.
   *
   * @param paths the path arguments, quoted for their transport if the style asks for it
   */
  public static Words words(
      TransferOptions options, boolean pull, List<byte[]> paths, ArgumentStyle style) {
    ServerArguments arguments = new ServerArguments(options, pull, style);
    arguments.addOptions();
    arguments.add(".");
    arguments.words.addAll(paths);
    List<byte[]> all = List.copyOf(arguments.words);
    int open = style == ArgumentStyle.SECLUDED ? arguments.open : all.size();
    return new Words(all.subList(0, open), all.subList(open, all.size()));
  }

  /**
   * What a server is started with.
   *
   * @param open the words everybody may see
   * @param secluded the words that follow over the connection, empty without {@code
   *     --secluded-args}
   */
  public record Words(List<byte[]> open, List<byte[]> secluded) {}

  /**
   * Whether this end of a transfer can do incremental recursion; a client says so to its server.
   *
   * @param receiving whether this end receives
   */
  public static boolean allowsIncrementalRecursion(TransferOptions options, boolean receiving) {
    DeleteMode mode = options.deletion().mode();
    boolean deletesApart = mode == DeleteMode.BEFORE || mode == DeleteMode.AFTER;
    return options.selection().recursive()
        && options.selection().incrementalRecursionAllowed()
        && !(receiving && deletesApart);
  }

  /**
   * What a client tells its server it can do, without the letter {@code e} in front; empty if the
   * protocol is too old for that.
   *
   * @param receiving whether the client receives
   */
  public static String clientInfo(TransferOptions options, boolean receiving) {
    if (options.wire().protocolLimit() < 30) {
      return "";
    }
    boolean incremental = allowsIncrementalRecursion(options, receiving);
    return (incremental ? ".i" : ".") + CLIENT_ABILITIES;
  }

  private void addOptions() {
    add("--server");
    if (pull) {
      add("--sender");
    }
    addLetters();
    open = words.size();
    addSelection();
    addReport();
    addWire();
    if (!pull) {
      addReceiverLimits();
    }
    addSharedTail();
    addFilesFrom();
    addLast();
  }

  private void addLetters() {
    TransferOptions.Preserve preserve = options.preserve();
    TransferOptions.Selection selection = options.selection();
    TransferOptions.Update update = options.update();
    TransferOptions.Delivery delivery = options.delivery();
    StringBuilder letters = new StringBuilder("-");
    letter(letters, 's', style == ArgumentStyle.SECLUDED);
    repeat(letters, 'v', Math.min(options.report().verbosity(), 9));
    letter(letters, 'q', options.report().quiet());
    letter(letters, 'u', update.update());
    letter(letters, 'n', delivery.dryRun());
    letter(letters, 'l', preserve.links());
    letter(letters, 'd', sendsDirs());
    letter(letters, 'O', !pull && preserve.omitDirTimes());
    letter(letters, 'J', !pull && preserve.omitLinkTimes());
    letter(letters, 'L', pull && selection.copyLinks());
    letter(letters, 'k', pull && selection.copyDirLinks());
    letter(letters, 'W', delivery.wholeFile());
    letter(letters, 'H', preserve.hardLinks());
    letter(letters, 'o', preserve.owner());
    letter(letters, 'g', preserve.group());
    letter(letters, 'D', preserve.devices());
    letter(letters, 't', preserve.times());
    letter(letters, 'p', preserve.perms());
    letter(letters, 'E', !preserve.perms() && preserve.executability() && !pull);
    letter(letters, 'r', selection.recursive());
    letter(letters, 'c', update.checksum());
    letter(letters, 'I', update.ignoreTimes());
    letter(letters, 'R', selection.relative());
    repeat(letters, 'x', selection.oneFileSystem());
    letter(letters, 'z', options.wire().compressRequested() && usesDefaultCompressor());
    String clientInfo = clientInfo(options, pull);
    letters.append(clientInfo.isEmpty() ? "" : "e").append(clientInfo);
    if (letters.length() > 1) {
      add(letters.toString());
    }
  }

  private boolean sendsDirs() {
    TransferOptions.Selection selection = options.selection();
    boolean implied = selection.dirs() && !selection.recursive();
    return selection.dirsRequested()
        || implied && (options.delivery().listOnly() || options.deletion().isOn() && !pull);
  }

  private boolean usesDefaultCompressor() {
    String choice = options.wire().compressChoice();
    return choice.isEmpty() || choice.equals("zlib") || choice.equals("auto");
  }

  private void addSelection() {
    TransferOptions.Selection selection = options.selection();
    TransferOptions.Preserve preserve = options.preserve();
    flag("--list-only", options.delivery().listOnly());
    boolean flat = selection.dirs() && !selection.recursive();
    flag("--no-r", !pull && flat && options.deletion().isOn());
    if (options.wire().compress() && options.wire().compressionLevel() != Integer.MIN_VALUE) {
      add("--compress-level=" + options.wire().compressionLevel());
    }
    flag("--no-specials", preserve.devices() && !preserve.specials());
    flag("--specials", preserve.specials() && !preserve.devices());
  }

  private void addReport() {
    TransferOptions.Report report = options.report();
    if (pull || report.outFormat().isEmpty()) {
      return;
    }
    if (report.itemize() > 1) {
      add("--log-format=%i%I");
    } else if (report.itemize() > 0 || report.outFormatReportsItems()) {
      add("--log-format=%i");
    } else if (FormatLetters.has(report.outFormat(), 'o')) {
      add("--log-format=%o");
    } else if (report.verbosity() == 0) {
      add("--log-format=X");
    }
  }

  private void addWire() {
    TransferOptions.Wire wire = options.wire();
    if (options.delivery().blockLength() > 0) {
      add("-B" + options.delivery().blockLength());
    }
    if (wire.timeoutSeconds() > 0) {
      add("--timeout=" + wire.timeoutSeconds());
    }
    if (wire.bandwidthLimit() > 0) {
      add("--bwlimit=" + wire.bandwidthLimit());
    }
    if (!wire.checksumChoice().isEmpty() && !wire.checksumChoice().equals("auto")) {
      addQuoted("--checksum-choice=", wire.checksumChoice());
    }
    switch (wire.compressChoice()) {
      case "", "auto" -> {}
      case "zlibx" -> add("--new-compress");
      case "zlib" -> add("--old-compress");
      default -> addQuoted("--compress-choice=", wire.compressChoice());
    }
  }

  private void addReceiverLimits() {
    TransferOptions.Deletion deletion = options.deletion();
    if (deletion.maxDelete() > 0) {
      add("--max-delete=" + deletion.maxDelete());
    } else if (deletion.maxDelete() == 0) {
      add("--max-delete=-1");
    }
    if (options.update().minSize() >= 0) {
      add("--min-size=" + options.update().minSize());
    }
    if (options.update().maxSize() >= 0) {
      add("--max-size=" + options.update().maxSize());
    }
    switch (deletion.mode()) {
      case NONE -> {}
      case BEFORE -> add("--delete-before");
      case DELAY -> add("--delete-delay");
      case DURING -> add("--delete-during");
      case AFTER -> add("--delete-after");
      case DEFAULT -> flag("--delete", !deletion.excluded());
    }
    flag("--delete-excluded", deletion.excluded());
    flag("--force", deletion.force());
    flag("--size-only", options.update().sizeOnly());
    flag("--stats", options.report().stats());
  }

  private void addSharedTail() {
    TransferOptions.Selection selection = options.selection();
    TransferOptions.Update update = options.update();
    flag("--delete-missing-args", selection.deleteMissingArgs());
    boolean ignoresMissing = selection.ignoreMissingArgs() && !selection.deleteMissingArgs();
    flag("--ignore-missing-args", pull && ignoresMissing);
    if (!pull && update.modifyWindow() != 0) {
      boolean exact = update.modifyWindow() < 0;
      add((exact ? "-@" : "--modify-window=") + update.modifyWindow());
    }
    if (options.wire().checksumSeed() != 0) {
      add("--checksum-seed=" + options.wire().checksumSeed());
    }
    flag("--partial", !pull && options.delivery().partial());
    flag("--ignore-errors", options.deletion().ignoreErrors());
    flag("--copy-unsafe-links", selection.copyUnsafeLinks());
    flag("--numeric-ids", options.preserve().numericIds());
    flag("--ignore-existing", !pull && update.ignoreExisting());
    flag("--existing", !pull && update.existing());
    addInfo();
    flag("--inplace", options.delivery().inplace());
  }

  private void addInfo() {
    OutputLevels<InfoFlag> levels = options.report().infoLevels();
    if (levels.areSpokenOf()) {
      String words = levels.words(flag -> flag.concernsServer(pull));
      flag("--info=" + words, !words.isEmpty());
    }
  }

  private void addFilesFrom() {
    byte[] list = options.remoteFilesFrom();
    boolean forwarded = list.length == 1 && list[0] == '-';
    if (list.length == 0) {
      return;
    }
    if (forwarded) {
      add("--files-from=-");
      add("--from0");
    } else {
      add("--files-from");
      words.add(optionValue(list));
      flag("--from0", options.fromNul());
    }
    flag("--no-relative", !options.selection().relative());
  }

  private void addLast() {
    TransferOptions.Selection selection = options.selection();
    boolean understood = pull || options.wire().protocolLimit() >= 30;
    flag("--no-implied-dirs", selection.relative() && !selection.impliedDirs() && understood);
    flag("--remove-source-files", selection.removeSourceFiles());
    flag("--mkpath", !pull && options.delivery().makePath());
  }

  /**
   * A path argument for a remote shell: what the shell would act upon is escaped, wildcards are
   * left for it.
   */
  public static byte[] shellPath(byte[] path) {
    byte[] safe = path.length > 0 && path[0] == '-' ? concat("./", path) : path;
    return quoted(safe, SHELL_ACTIVE);
  }

  /** A path argument for a remote shell as a style has it. */
  public static byte[] shellPath(byte[] path, ArgumentStyle style) {
    return style.quotesPaths() ? shellPath(path) : path;
  }

  /**
   * A path argument for a daemon: never escaped, but made so that the daemon neither takes it for
   * an option nor splits it where it happens to contain the module's name.
   */
  public static byte[] daemonPath(byte[] path, byte[] module) {
    if (Arrays.equals(path, module)) {
      return concat(path, "/");
    }
    byte[] safe = path.length > 0 && path[0] == '-' ? concat("./", path) : path;
    ByteArrayOutputStream out = new ByteArrayOutputStream(safe.length + 8);
    for (int i = 0; i < safe.length; i++) {
      if (safe[i] == ' ' && isModuleAt(safe, i + 1, module)) {
        out.write('[');
        out.write(' ');
        out.write(']');
      } else {
        out.write(safe[i]);
      }
    }
    return out.toByteArray();
  }

  private static boolean isModuleAt(byte[] path, int start, byte[] module) {
    int end = start + module.length;
    return end < path.length
        && path[end] == '/'
        && Arrays.equals(path, start, end, module, 0, module.length);
  }

  private static byte[] quoted(byte[] value, String active) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + 8);
    for (int i = 0; i < value.length; i++) {
      if (value[i] > 0 && active.indexOf(value[i]) >= 0 && !escapesWildcard(value, i, active)) {
        out.write('\\');
      }
      out.write(value[i]);
    }
    return out.toByteArray();
  }

  /** A backslash that keeps a remote wildcard literal is not doubled where wildcards stay. */
  private static boolean escapesWildcard(byte[] value, int at, String active) {
    return value[at] == '\\'
        && active.indexOf('*') < 0
        && at + 1 < value.length
        && value[at + 1] > 0
        && WILDCARDS.indexOf(value[at + 1]) >= 0;
  }

  private static byte[] concat(String head, byte[] tail) {
    return concat(head.getBytes(StandardCharsets.US_ASCII), tail);
  }

  private static byte[] concat(byte[] head, String tail) {
    return concat(head, tail.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] concat(byte[] head, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }

  private void addQuoted(String option, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    words.add(concat(option, optionValue(bytes)));
  }

  private byte[] optionValue(byte[] value) {
    return style.quotesValues() ? quoted(value, SHELL_ACTIVE + WILDCARDS) : value;
  }

  private void add(String word) {
    words.add(word.getBytes(StandardCharsets.UTF_8));
  }

  private void flag(String word, boolean wanted) {
    if (wanted) {
      add(word);
    }
  }

  private static void letter(StringBuilder letters, char letter, boolean wanted) {
    if (wanted) {
      letters.append(letter);
    }
  }

  private static void repeat(StringBuilder letters, char letter, int times) {
    for (int i = 0; i < times; i++) {
      letters.append(letter);
    }
  }
}
