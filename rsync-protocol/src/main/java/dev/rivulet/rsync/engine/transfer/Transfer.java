// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.event.TransferEvent.Severity;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.event.TransferStats;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.flist.ListFormat;
import dev.rivulet.rsync.flist.XattrRules;
import dev.rivulet.rsync.handshake.CompatFlags;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.Recording;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.store.NameTranslation;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.wire.MessageCode;

/** What the roles of one end share: what was asked, what was agreed, what has happened so far. */
public record Transfer(
    SessionParameters parameters,
    TransferOptions options,
    EndSettings settings,
    Workspace workspace,
    Events events,
    Outcome outcome,
    Counters counters,
    NameTranslation names) {

  /** What messages give as the version of the program. */
  static final String VERSION = "3.5.0-rivulet";

  /** Whether this end was started by the other. */
  public boolean isServer() {
    return settings.server();
  }

  /** Whether nothing is changed at this end. */
  public boolean dryRun() {
    return options.delivery().dryRun() || onlyRecords();
  }

  /** Whether all that is wanted is a recording ({@code --only-write-batch}). */
  public boolean onlyRecords() {
    return options.batch().kind() == Recording.Kind.ONLY_WRITE;
  }

  /** Whether data is asked for, be it for a recording only. */
  public boolean movesData() {
    return !options.delivery().dryRun() || onlyRecords();
  }

  /** Whether symbolic links are kept unusable at this end ({@code --munge-links}). */
  public boolean mungesLinks() {
    return settings.mungeSymlinks() || options.selection().mungeLinks();
  }

  /**
   * Whether links at the destination may stand for directories: all that the source has as such, or
   * those above its arguments whose attributes do not count.
   */
  public boolean keepsDirectoryLinks() {
    return options.selection().keepDirLinks() || ignoresImpliedDirectories();
  }

  /** Whether the directories above the arguments are only passed through. */
  public boolean ignoresImpliedDirectories() {
    return options.selection().relative() && !options.selection().impliedDirs();
  }

  /** How much the user wants to be told of something. */
  public int info(InfoFlag flag) {
    return options.report().info(flag);
  }

  /** Whether something is to be traced. */
  public boolean traces(DebugFlag flag) {
    return traces(flag, 1);
  }

  /** Whether so much of something is to be traced. */
  public boolean traces(DebugFlag flag, int level) {
    return options.report().debug(flag) >= level;
  }

  /**
   * Whether this end may do, or is to try, what only the super-user may: change owners, make
   * devices (rsync(1), --super).
   */
  public boolean isSuper() {
    Boolean wanted = options.identity().superUser();
    return wanted == null ? workspace.ids().isSuper() : wanted;
  }

  /**
   * Whether a receiving client frames what it says: below protocol 30 only where it tells the
   * sender what may be removed.
   */
  public boolean clientReceiverFrames() {
    return protocol() >= 30 || options.selection().removeSourceFiles();
  }

  /** Whether the names of --files-from are translated on their way to the other end. */
  public boolean translatesListedNames() {
    return names.isOn() && options.wire().translatesListedNames();
  }

  public int protocol() {
    return parameters.protocol();
  }

  /** The entries' fields, as both ends derive them from the options. */
  public ListFormat listFormat() {
    TransferOptions.Preserve preserve = options.preserve();
    TransferOptions.Selection selection = options.selection();
    return new ListFormat(
        parameters,
        preserve.links(),
        preserve.owner(),
        preserve.group(),
        preserve.devices(),
        preserve.specials(),
        preserve.hardLinks(),
        preserve.accessTimes() > 0,
        preserve.acls(),
        preserve.xattrs() > 0,
        selection.relative(),
        selection.recursive(),
        preserve.numericIds(),
        selection.deleteMissingArgs(),
        options.deletion().ignoreErrors(),
        options.update().checksum() ? parameters.listChecksum().length() : 0,
        options.wire().allocationLimit().most(),
        names);
  }

  /** Which extended attributes take part, as seen from one side. */
  public XattrRules xattrRules(FilterList filters, FilterList.Side side) {
    XattrRules rules = new XattrRules(isSuper(), options.preserve().xattrs(), filters, side);
    return options.identity().fakeSuper() ? rules.pretending() : rules;
  }

  public StrongChecksum blockChecksum() {
    return parameters.transferChecksum().forBlocks(parameters.seed(), seedsFirst());
  }

  public StrongChecksum fileChecksum() {
    return parameters.transferChecksum().forFile(parameters.seed());
  }

  /** Bytes of the sum behind the data of each file. */
  public int fileSumLength() {
    return parameters.transferChecksum().length();
  }

  /**
   * Whether MD5 block sums hash the seed in front of the block: where the ends agreed on it, and
   * always where the checksum was named rather than implied.
   */
  private boolean seedsFirst() {
    return parameters.compat().has(CompatFlags.CHKSUM_SEED_FIX) || parameters.negotiatedStrings();
  }

  /** When this session deletes, the default resolved (rsync(1), --delete). */
  public DeleteMode deleteMode() {
    DeleteMode mode = options.deletion().mode();
    if (mode != DeleteMode.DEFAULT) {
      return mode;
    }
    return protocol() < 30 ? DeleteMode.BEFORE : DeleteMode.DURING;
  }

  /** Whether deletions happen only after all data has arrived. */
  public boolean deletesLate() {
    return deleteMode() == DeleteMode.DELAY || deleteMode() == DeleteMode.AFTER;
  }

  /** Whether files are always sent whole, without block sums. */
  public boolean wholeFiles() {
    return options.delivery().wholeFile() && !options.delivery().append().isOn()
        || parameters.transferChecksum() == ChecksumAlgorithm.NONE;
  }

  /**
   * Whether the user hears the warnings of this end although it is a server: protocol 29 has no
   * message for them, and servers of still older ones leave all texts to the client.
   */
  boolean warnsByItself() {
    return settings.ownVoice() && protocol() == 29;
  }

  /** The message that carries a text of this severity to the client. */
  MessageCode codeOf(Severity severity) {
    boolean old = protocol() < 30;
    return switch (severity) {
      case INFO -> MessageCode.INFO;
      case WARNING -> old ? MessageCode.INFO : MessageCode.WARNING;
      case ERROR -> old ? MessageCode.ERROR_XFER : MessageCode.ERROR;
      case ERROR_TRANSFER -> MessageCode.ERROR_XFER;
    };
  }

  /**
   * The result of a transfer that has come to its end.
   *
   * @param sent bytes this end sent, or what a serving sender said it received
   */
  public TransferResult result(long sent, long received) {
    Counters c = counters;
    return new TransferResult(
        outcome.exitCode(),
        new TransferStats(
            c.files.counts(),
            c.created.counts(),
            c.deleted.counts(),
            c.transferredFiles,
            c.totalSize,
            c.transferredSize,
            c.literalBytes,
            c.matchedBytes,
            c.listSize,
            c.listBuildMillis,
            c.listTransferMillis,
            sent,
            received,
            c.hashHits,
            c.falseAlarms,
            c.skippedDeletions));
  }
}
