// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import java.util.List;

/** Collects {@link TransferOptions}; every default is rsync's. Not safe for several threads. */
public final class TransferOptionsBuilder {
  private boolean links;
  private boolean perms;
  private boolean times;
  private boolean owner;
  private boolean group;
  private boolean devices;
  private boolean specials;
  private boolean hardLinks;
  private boolean executability;
  private boolean omitDirTimes;
  private boolean omitLinkTimes;
  private boolean numericIds;
  private boolean recursive;
  private boolean dirs;
  private boolean dirsRequested;
  private boolean relative;
  private boolean impliedDirs = true;
  private int oneFileSystem;
  private boolean copyLinks;
  private boolean copyDirLinks;
  private boolean copyUnsafeLinks;
  private boolean ignoreMissingArgs;
  private boolean deleteMissingArgs;
  private boolean removeSourceFiles;
  private boolean incrementalRecursionAllowed = true;
  private boolean checksum;
  private boolean ignoreTimes;
  private boolean sizeOnly;
  private int modifyWindow;
  private boolean update;
  private boolean existing;
  private boolean ignoreExisting;
  private long maxSize = -1;
  private long minSize = -1;
  private DeleteMode deleteMode = DeleteMode.NONE;
  private boolean deleteExcluded;
  private boolean force;
  private boolean ignoreErrors;
  private long maxDelete = -1;
  private boolean wholeFile;
  private boolean noWholeFile;
  private boolean inplace;
  private boolean partial;
  private int blockLength;
  private boolean dryRun;
  private boolean listOnly;
  private boolean makePath;
  private int protocolLimit = 32;
  private String checksumChoice = "";
  private boolean compress;
  private boolean compressRequested;
  private String compressChoice = "";
  private int compressionLevel = Integer.MIN_VALUE;
  private int checksumSeed;
  private int timeoutSeconds;
  private long bandwidthLimit;
  private int verbosity;
  private int itemize;
  private boolean outFormatReportsItems;
  private boolean reportUnchanged;
  private boolean stats;
  private boolean progress;
  private boolean quiet;
  private OutputLevels<InfoFlag> infoLevels = OutputLevels.info();
  private OutputLevels<DebugFlag> debugLevels = OutputLevels.debug();
  private String outFormat = "";
  FilterList filters = FilterList.EMPTY;
  boolean hasFilesFrom;
  List<byte[]> filesFrom = List.of();
  byte[] remoteFilesFrom = new byte[0];
  boolean fromNul;

  TransferOptionsBuilder() {}

  TransferOptionsBuilder(TransferOptions options) {
    TransferOptions.Preserve p = options.preserve();
    links = p.links();
    perms = p.perms();
    times = p.times();
    owner = p.owner();
    group = p.group();
    devices = p.devices();
    specials = p.specials();
    hardLinks = p.hardLinks();
    executability = p.executability();
    omitDirTimes = p.omitDirTimes();
    omitLinkTimes = p.omitLinkTimes();
    numericIds = p.numericIds();
    TransferOptions.Selection s = options.selection();
    recursive = s.recursive();
    dirs = s.dirs();
    dirsRequested = s.dirsRequested();
    relative = s.relative();
    impliedDirs = s.impliedDirs();
    oneFileSystem = s.oneFileSystem();
    copyLinks = s.copyLinks();
    copyDirLinks = s.copyDirLinks();
    copyUnsafeLinks = s.copyUnsafeLinks();
    ignoreMissingArgs = s.ignoreMissingArgs();
    deleteMissingArgs = s.deleteMissingArgs();
    removeSourceFiles = s.removeSourceFiles();
    incrementalRecursionAllowed = s.incrementalRecursionAllowed();
    TransferOptions.Update u = options.update();
    checksum = u.checksum();
    ignoreTimes = u.ignoreTimes();
    sizeOnly = u.sizeOnly();
    modifyWindow = u.modifyWindow();
    update = u.update();
    existing = u.existing();
    ignoreExisting = u.ignoreExisting();
    maxSize = u.maxSize();
    minSize = u.minSize();
    TransferOptions.Deletion d = options.deletion();
    deleteMode = d.mode();
    deleteExcluded = d.excluded();
    force = d.force();
    ignoreErrors = d.ignoreErrors();
    maxDelete = d.maxDelete();
    TransferOptions.Delivery v = options.delivery();
    wholeFile = v.wholeFile();
    noWholeFile = v.noWholeFile();
    inplace = v.inplace();
    partial = v.partial();
    blockLength = v.blockLength();
    dryRun = v.dryRun();
    listOnly = v.listOnly();
    makePath = v.makePath();
    TransferOptions.Wire w = options.wire();
    protocolLimit = w.protocolLimit();
    checksumChoice = w.checksumChoice();
    compress = w.compress();
    compressRequested = w.compressRequested();
    compressChoice = w.compressChoice();
    compressionLevel = w.compressionLevel();
    checksumSeed = w.checksumSeed();
    timeoutSeconds = w.timeoutSeconds();
    bandwidthLimit = w.bandwidthLimit();
    TransferOptions.Report r = options.report();
    verbosity = r.verbosity();
    itemize = r.itemize();
    outFormatReportsItems = r.outFormatReportsItems();
    reportUnchanged = r.reportUnchanged();
    stats = r.stats();
    progress = r.progress();
    quiet = r.quiet();
    infoLevels = r.infoLevels();
    debugLevels = r.debugLevels();
    outFormat = r.outFormat();
    filters = options.filters();
    hasFilesFrom = options.hasFilesFrom();
    filesFrom = options.filesFrom();
    remoteFilesFrom = options.remoteFilesFrom();
    fromNul = options.fromNul();
  }

  /** {@code --archive}: -rlptgoD. */
  public TransferOptionsBuilder archive() {
    recursive = true;
    links = true;
    perms = true;
    times = true;
    group = true;
    owner = true;
    devices = true;
    specials = true;
    return this;
  }

  public TransferOptionsBuilder links(boolean value) {
    links = value;
    return this;
  }

  public TransferOptionsBuilder perms(boolean value) {
    perms = value;
    return this;
  }

  public TransferOptionsBuilder times(boolean value) {
    times = value;
    return this;
  }

  public TransferOptionsBuilder owner(boolean value) {
    owner = value;
    return this;
  }

  public TransferOptionsBuilder group(boolean value) {
    group = value;
    return this;
  }

  public TransferOptionsBuilder devices(boolean value) {
    devices = value;
    return this;
  }

  public TransferOptionsBuilder specials(boolean value) {
    specials = value;
    return this;
  }

  public TransferOptionsBuilder hardLinks(boolean value) {
    hardLinks = value;
    return this;
  }

  public TransferOptionsBuilder executability(boolean value) {
    executability = value;
    return this;
  }

  public TransferOptionsBuilder omitDirTimes(boolean value) {
    omitDirTimes = value;
    return this;
  }

  public TransferOptionsBuilder omitLinkTimes(boolean value) {
    omitLinkTimes = value;
    return this;
  }

  public TransferOptionsBuilder numericIds(boolean value) {
    numericIds = value;
    return this;
  }

  public TransferOptionsBuilder recursive(boolean value) {
    recursive = value;
    return this;
  }

  public TransferOptionsBuilder dirs(boolean value) {
    dirs = value;
    return this;
  }

  /** {@code --dirs} as typed; implies {@link #dirs}. */
  public TransferOptionsBuilder dirsRequested(boolean value) {
    dirsRequested = value;
    dirs |= value;
    return this;
  }

  public TransferOptionsBuilder relative(boolean value) {
    relative = value;
    return this;
  }

  public TransferOptionsBuilder impliedDirs(boolean value) {
    impliedDirs = value;
    return this;
  }

  public TransferOptionsBuilder oneFileSystem(int value) {
    oneFileSystem = value;
    return this;
  }

  public TransferOptionsBuilder copyLinks(boolean value) {
    copyLinks = value;
    return this;
  }

  public TransferOptionsBuilder copyDirLinks(boolean value) {
    copyDirLinks = value;
    return this;
  }

  public TransferOptionsBuilder copyUnsafeLinks(boolean value) {
    copyUnsafeLinks = value;
    return this;
  }

  public TransferOptionsBuilder ignoreMissingArgs(boolean value) {
    ignoreMissingArgs = value;
    return this;
  }

  public TransferOptionsBuilder deleteMissingArgs(boolean value) {
    deleteMissingArgs = value;
    return this;
  }

  public TransferOptionsBuilder removeSourceFiles(boolean value) {
    removeSourceFiles = value;
    return this;
  }

  public TransferOptionsBuilder incrementalRecursionAllowed(boolean value) {
    incrementalRecursionAllowed = value;
    return this;
  }

  public TransferOptionsBuilder checksum(boolean value) {
    checksum = value;
    return this;
  }

  public TransferOptionsBuilder ignoreTimes(boolean value) {
    ignoreTimes = value;
    return this;
  }

  public TransferOptionsBuilder sizeOnly(boolean value) {
    sizeOnly = value;
    return this;
  }

  public TransferOptionsBuilder modifyWindow(int value) {
    modifyWindow = value;
    return this;
  }

  public TransferOptionsBuilder update(boolean value) {
    update = value;
    return this;
  }

  public TransferOptionsBuilder existing(boolean value) {
    existing = value;
    return this;
  }

  public TransferOptionsBuilder ignoreExisting(boolean value) {
    ignoreExisting = value;
    return this;
  }

  public TransferOptionsBuilder maxSize(long value) {
    maxSize = value;
    return this;
  }

  public TransferOptionsBuilder minSize(long value) {
    minSize = value;
    return this;
  }

  public TransferOptionsBuilder deleteMode(DeleteMode value) {
    deleteMode = value;
    return this;
  }

  public TransferOptionsBuilder deleteExcluded(boolean value) {
    deleteExcluded = value;
    return this;
  }

  public TransferOptionsBuilder force(boolean value) {
    force = value;
    return this;
  }

  public TransferOptionsBuilder ignoreErrors(boolean value) {
    ignoreErrors = value;
    return this;
  }

  public TransferOptionsBuilder maxDelete(long value) {
    maxDelete = value;
    return this;
  }

  public TransferOptionsBuilder wholeFile(boolean value) {
    wholeFile = value;
    return this;
  }

  public TransferOptionsBuilder noWholeFile(boolean value) {
    noWholeFile = value;
    return this;
  }

  public TransferOptionsBuilder inplace(boolean value) {
    inplace = value;
    return this;
  }

  public TransferOptionsBuilder partial(boolean value) {
    partial = value;
    return this;
  }

  public TransferOptionsBuilder blockLength(int value) {
    blockLength = value;
    return this;
  }

  public TransferOptionsBuilder dryRun(boolean value) {
    dryRun = value;
    return this;
  }

  public TransferOptionsBuilder listOnly(boolean value) {
    listOnly = value;
    return this;
  }

  public TransferOptionsBuilder makePath(boolean value) {
    makePath = value;
    return this;
  }

  public TransferOptionsBuilder protocolLimit(int value) {
    protocolLimit = value;
    return this;
  }

  public TransferOptionsBuilder checksumChoice(String value) {
    checksumChoice = value;
    return this;
  }

  /** {@code --compress}: data is compressed. */
  public TransferOptionsBuilder compress(boolean value) {
    compress = value;
    compressRequested = value;
    return this;
  }

  /** Data is compressed because a level or a method was given, without {@code --compress}. */
  public TransferOptionsBuilder compressImplied() {
    compress = true;
    return this;
  }

  public TransferOptionsBuilder compressChoice(String value) {
    compressChoice = value;
    return this;
  }

  public TransferOptionsBuilder compressionLevel(int value) {
    compressionLevel = value;
    return this;
  }

  public TransferOptionsBuilder checksumSeed(int value) {
    checksumSeed = value;
    return this;
  }

  public TransferOptionsBuilder timeoutSeconds(int value) {
    timeoutSeconds = value;
    return this;
  }

  public TransferOptionsBuilder bandwidthLimit(long value) {
    bandwidthLimit = value;
    return this;
  }

  public TransferOptionsBuilder verbosity(int value) {
    verbosity = value;
    return this;
  }

  /** Never tells more than so many {@code -v} would. */
  public TransferOptionsBuilder verbosityLimit(int value) {
    verbosity = Math.min(verbosity, value);
    infoLevels = infoLevels.limitedTo(value);
    debugLevels = debugLevels.limitedTo(value);
    return this;
  }

  /**
   * Chooses what is told, in the words of {@code --info}.
   *
   * @throws RsyncException (exit code 1) for an unknown one
   */
  public TransferOptionsBuilder info(String words) throws RsyncException {
    infoLevels = infoLevels.with(words, "--info");
    return this;
  }

  /**
   * Chooses what is traced, in the words of {@code --debug}.
   *
   * @throws RsyncException (exit code 1) for an unknown one
   */
  public TransferOptionsBuilder debug(String words) throws RsyncException {
    debugLevels = debugLevels.with(words, "--debug");
    return this;
  }

  public TransferOptionsBuilder itemize(int value) {
    itemize = value;
    return this;
  }

  public TransferOptionsBuilder outFormatReportsItems(boolean value) {
    outFormatReportsItems = value;
    return this;
  }

  public TransferOptionsBuilder reportUnchanged(boolean value) {
    reportUnchanged = value;
    return this;
  }

  public TransferOptionsBuilder stats(boolean value) {
    stats = value;
    return this;
  }

  public TransferOptionsBuilder progress(boolean value) {
    progress = value;
    return this;
  }

  public TransferOptionsBuilder quiet(boolean value) {
    quiet = value;
    return this;
  }

  public TransferOptionsBuilder filters(FilterList value) {
    filters = value;
    return this;
  }

  /** {@code --files-from} with these names, none of them too. */
  public TransferOptionsBuilder filesFrom(List<byte[]> value) {
    hasFilesFrom = true;
    filesFrom = value;
    return this;
  }

  /** Without {@code --files-from}. */
  public TransferOptionsBuilder withoutFilesFrom() {
    hasFilesFrom = false;
    filesFrom = List.of();
    return this;
  }

  /** See {@link TransferOptions#remoteFilesFrom}. */
  public TransferOptionsBuilder remoteFilesFrom(byte[] value) {
    remoteFilesFrom = value;
    return this;
  }

  public TransferOptionsBuilder fromNul(boolean value) {
    fromNul = value;
    return this;
  }

  public TransferOptionsBuilder outFormat(String value) {
    outFormat = value;
    return this;
  }

  TransferOptions.Preserve preserve() {
    return new TransferOptions.Preserve(
        links,
        perms,
        times,
        owner,
        group,
        devices,
        specials,
        hardLinks,
        executability,
        omitDirTimes,
        omitLinkTimes,
        numericIds);
  }

  TransferOptions.Selection selection() {
    return new TransferOptions.Selection(
        recursive,
        dirs,
        dirsRequested,
        relative,
        impliedDirs,
        oneFileSystem,
        copyLinks,
        copyDirLinks,
        copyUnsafeLinks,
        ignoreMissingArgs,
        deleteMissingArgs,
        removeSourceFiles,
        incrementalRecursionAllowed);
  }

  TransferOptions.Update update() {
    return new TransferOptions.Update(
        checksum,
        ignoreTimes,
        sizeOnly,
        modifyWindow,
        update,
        existing,
        ignoreExisting,
        maxSize,
        minSize);
  }

  TransferOptions.Deletion deletion() {
    return new TransferOptions.Deletion(deleteMode, deleteExcluded, force, ignoreErrors, maxDelete);
  }

  TransferOptions.Delivery delivery() {
    return new TransferOptions.Delivery(
        wholeFile, noWholeFile, inplace, partial, blockLength, dryRun, listOnly, makePath);
  }

  TransferOptions.Wire wire() {
    return new TransferOptions.Wire(
        protocolLimit,
        checksumChoice,
        compress,
        compressRequested,
        compressChoice,
        compressionLevel,
        checksumSeed,
        timeoutSeconds,
        bandwidthLimit);
  }

  TransferOptions.Report report() {
    return new TransferOptions.Report(
        verbosity,
        itemize,
        outFormatReportsItems,
        reportUnchanged,
        stats,
        progress,
        quiet,
        outFormat,
        infoLevels,
        debugLevels);
  }

  public TransferOptions build() {
    return new TransferOptions(this);
  }
}
