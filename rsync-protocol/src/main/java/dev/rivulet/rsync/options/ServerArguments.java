// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.store.NameTranslation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
  public record Words(List<byte[]> open, List<byte[]> secluded) {

    /** The same words, those that follow over the connection as they are on the wire. */
    public Words translated(NameTranslation names) {
      return new Words(open, secluded.stream().map(names::textToWire).toList());
    }
  }

  /**
   * Whether this end of a transfer can do incremental recursion; a client says so to its server.
   *
   * @param receiving whether this end receives
   */
  public static boolean allowsIncrementalRecursion(TransferOptions options, boolean receiving) {
    DeleteMode mode = options.deletion().mode();
    boolean needsWholeList =
        mode == DeleteMode.BEFORE
            || mode == DeleteMode.AFTER
            || options.delivery().delayUpdates()
            || options.selection().pruneEmptyDirs();
    return options.selection().recursive()
        && options.selection().incrementalRecursionAllowed()
        && !options.selection().qsort()
        && !(receiving && needsWholeList);
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
    boolean secluded = style == ArgumentStyle.SECLUDED;
    String letters = ServerLetters.word(options, pull, secluded, clientInfo(options, pull));
    flag(letters, !letters.isEmpty());
    addCharset();
    open = words.size();
    addSelection();
    addReport();
    addWire();
    if (pull) {
      options.wire().skipCompress().ifPresent(list -> addQuoted("--skip-compress=", list));
    } else {
      addReceiverLimits();
    }
    addSharedTail();
    if (!pull) {
      addDestination();
    }
    addInfo();
    addPlacement();
    addFilesFrom();
    addLast();
    addRemoteOptions();
  }

  /** A server has the second of two character sets, or the one of both ends. */
  private void addCharset() {
    String iconv = options.wire().remoteIconv();
    if (!iconv.isEmpty()) {
      addQuoted("--iconv=", iconv);
    }
  }

  private void addSelection() {
    TransferOptions.Selection selection = options.selection();
    TransferOptions.Preserve preserve = options.preserve();
    flag("--list-only", options.delivery().listOnly());
    boolean flat = selection.dirs() && !selection.recursive();
    flag("--no-r", !pull && flat && options.deletion().isOn());
    if (options.wire().compressionLevel() != Integer.MIN_VALUE) {
      add("--compress-level=" + options.wire().compressionLevel());
    }
    flag("--no-specials", preserve.devices() && !preserve.specials());
    flag("--specials", preserve.specials() && !preserve.devices());
  }

  private void addReport() {
    TransferOptions.Report report = options.report();
    if (!pull && report.outFormat().isPresent()) {
      addItemFormat();
    }
    switch (report.errorRoute()) {
      case ERRORS -> {}
      case ALL -> add("--msgs2stderr");
      case CLIENT -> add("--no-msgs2stderr");
    }
  }

  private void addItemFormat() {
    TransferOptions.Report report = options.report();
    if (report.itemsShow('i')) {
      add(report.itemize() > 1 ? "--log-format=%i%I" : "--log-format=%i");
    } else if (report.itemsShow('o')) {
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
    addBackup();
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

  private void addBackup() {
    Backup backup = options.backup();
    if (backup.hasDirectory()) {
      addPath("--backup-dir", backup.directory());
    }
    if (!backup.hasUsualSuffix()) {
      words.add(Bytes.join("--suffix=", value(backup.suffix())));
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
    flag("--only-write-batch=X", options.batch().kind() == Recording.Kind.ONLY_WRITE);
    flag("--super", Boolean.TRUE.equals(options.identity().superUser()));
    flag("--size-only", options.update().sizeOnly());
    flag("--stats", options.report().stats());
  }

  private void addSharedTail() {
    TransferOptions.Selection selection = options.selection();
    TransferOptions.Update update = options.update();
    String allocationLimit = options.wire().allocationLimit().text();
    if (!allocationLimit.isEmpty()) {
      addQuoted("--max-alloc=", allocationLimit);
    }
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
    if (!pull) {
      addPartial();
    }
    flag("--ignore-errors", options.deletion().ignoreErrors());
    flag("--copy-unsafe-links", selection.copyUnsafeLinks());
    flag("--safe-links", selection.safeLinks());
    flag("--numeric-ids", options.preserve().numericIds());
    flag("--use-qsort", selection.qsort());
  }

  private void addPartial() {
    TransferOptions.Delivery delivery = options.delivery();
    byte[] directory = delivery.partialDirectory();
    boolean named = directory.length > 0 && !delivery.waitsInUsualPlace();
    if (named) {
      addPath("--partial-dir", directory);
    }
    if (delivery.delayUpdates()) {
      add("--delay-updates");
    } else {
      flag("--partial", delivery.partial() && !named);
    }
  }

  private void addDestination() {
    Identity identity = options.identity();
    if (!identity.userMap().isEmpty()) {
      addQuoted("--usermap=", identity.userMap());
    }
    if (!identity.groupMap().isEmpty()) {
      addQuoted("--groupmap=", identity.groupMap());
    }
    flag("--ignore-existing", options.update().ignoreExisting());
    flag("--existing", options.update().existing());
    byte[] temporary = options.delivery().temporaryDirectory();
    if (temporary.length > 0) {
      addPath("--temp-dir", temporary);
    }
    flag("--fsync", options.delivery().fsync());
    AlternateBasis basis = options.alternateBasis();
    for (byte[] directory : basis.directories()) {
      addPath(basis.kind().option().spelling(), directory);
    }
  }

  private void addInfo() {
    OutputLevels<InfoFlag> levels = options.report().infoLevels();
    if (levels.areSpokenOf()) {
      String words = levels.words(flag -> flag.concernsServer(pull));
      flag("--info=" + words, !words.isEmpty());
    }
  }

  private void addPlacement() {
    TransferOptions.Delivery delivery = options.delivery();
    if (delivery.append().isOn()) {
      add("--append");
      flag("--append", delivery.append() == Append.VERIFY);
    } else if (delivery.inplace()) {
      add("--inplace");
      flag("--no-W", !pull && delivery.sparse() && delivery.noWholeFile());
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
      addPath("--files-from", list);
      flag("--from0", options.fromNul());
    }
    flag("--no-relative", !options.selection().relative());
  }

  private void addLast() {
    TransferOptions.Selection selection = options.selection();
    boolean understood = pull || options.wire().protocolLimit() >= 30;
    flag("--no-implied-dirs", selection.relative() && !selection.impliedDirs() && understood);
    TransferOptions.Delivery delivery = options.delivery();
    flag("--write-devices", !pull && delivery.writeDevices());
    if (selection.removeSourceFiles()) {
      add(selection.removeSentFiles() ? "--remove-sent-files" : "--remove-source-files");
    }
    flag("--copy-devices", pull && delivery.copyDevices());
    flag("--preallocate", !pull && delivery.preallocate());
    flag("--open-noatime", selection.openNoAccessTime() && options.preserve().accessTimes() < 2);
    flag("--mkpath", !pull && delivery.makePath());
  }

  private void addRemoteOptions() {
    for (byte[] option : options.remoteOptions()) {
      words.add(style.quotesPaths() ? ArgumentQuoting.optionValue(option) : option);
    }
  }

  private void addQuoted(String option, String value) {
    words.add(Bytes.join(option, value(value.getBytes(StandardCharsets.UTF_8))));
  }

  /** An option and its path as a word of its own. */
  private void addPath(String option, byte[] path) {
    add(option);
    words.add(value(path));
  }

  private byte[] value(byte[] value) {
    return style.quotesValues() ? ArgumentQuoting.optionValue(value) : value;
  }

  private void add(String word) {
    words.add(word.getBytes(StandardCharsets.UTF_8));
  }

  private void flag(String word, boolean wanted) {
    if (wanted) {
      add(word);
    }
  }
}
