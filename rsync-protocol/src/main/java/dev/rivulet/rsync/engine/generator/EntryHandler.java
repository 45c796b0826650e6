// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.engine.deletion.FilterChain;
import dev.rivulet.rsync.engine.dialogue.ItemInfos;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.dialogue.Requests;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.ListedLine;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.KeptLinksTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/**
 * Finds out what each entry of a list needs, and has it done: nothing, something made here, or data
 * requested. Owned by the generator's thread.
 */
final class EntryHandler {
  private final Workbench bench;
  private final Transfer transfer;
  private final FilterChain filters;
  private final QuickCheck check;
  private final Directories directories;
  private final HardLinker links;
  private final LocalObjects objects;
  private final FileRequests files;
  private final MissingArguments missing;
  private final boolean incremental;
  private final boolean listOnly;

  EntryHandler(
      Workbench bench,
      FilterChain filters,
      Progress progress,
      LinkGroups groups,
      Requests requests,
      PeerOutput out) {
    this.bench = bench;
    this.transfer = bench.transfer();
    this.filters = filters;
    this.check =
        new QuickCheck(
            transfer.options().update(),
            bench.times(),
            transfer.parameters().listChecksum().plain(),
            transfer.parameters().listChecksum().length());
    AlternateSearch search =
        new AlternateSearch(bench.alternates().trees(), bench.itemizer().amongAlternates(), check);
    this.links = new HardLinker(bench, search, progress, groups, this::handleSuccessor);
    Alternates alternates = new Alternates(bench, search, links);
    this.directories = new Directories(bench, alternates);
    this.objects = new LocalObjects(bench, check, alternates, links);
    this.files = new FileRequests(bench, check, alternates, links, progress, requests, out);
    this.missing = new MissingArguments(bench);
    this.incremental = transfer.parameters().incrementalRecursion();
    this.listOnly = transfer.options().delivery().listOnly();
  }

  Directories directories() {
    return directories;
  }

  HardLinker links() {
    return links;
  }

  /**
   * Under incremental recursion: handles the directory a list belongs to, in front of its entries.
   *
   * @return whether these are to be handled
   */
  boolean handleDirectory(FileEntry directory, int number, FileList list) throws IOException {
    if (listOnly) {
      show(directory);
      return true;
    }
    TreePath path = bench.destination().path(directory);
    if (directories.isSkipped(path)) {
      return false;
    }
    FileAttributes now = lookAtDirectory(directory, path);
    if (now == null) {
      directories.skipBelow(path);
      return false;
    }
    if (check.judgeExistence(directory, now) instanceof Verdict.Skip) {
      return true;
    }
    directories.handle(directory, path, now, number, list);
    return !directories.isSkipped(path);
  }

  /** A client shows the line itself; that of a server has no other way to know it. */
  private void show(FileEntry entry) throws IOException {
    boolean showsAccess = transfer.options().preserve().accessTimes() > 0;
    long accessed = showsAccess && !entry.isDirectory() ? entry.atime() : 0;
    TransferEvent.Listed listed =
        new TransferEvent.Listed(new ItemInfos(transfer).of(entry), showsAccess, accessed);
    transfer.events().emit(listed);
    boolean speaks = transfer.isServer() && !transfer.settings().ownVoice();
    if (speaks && !transfer.options().report().quiet()) {
      bench.reports().toPeer(ListedLine.of(listed, ListedLine.GROUPED));
    }
  }

  /** Asks once more for a file that did not verify; one that cannot be is given up. */
  void requestAgain(FileEntry entry) throws IOException {
    try {
      files.requestAgain(entry);
    } catch (StoreException e) {
      reportFailed(entry, e);
      links.lost(entry);
    }
  }

  /**
   * Handles one entry. A failing file operation that nothing else deals with concerns this entry
   * only.
   *
   * @param number of a directory under incremental recursion, else -1
   * @param list that the entry is in
   */
  void handle(FileEntry entry, int number, FileList list) throws IOException {
    try {
      judge(entry, number, list);
    } catch (StoreException e) {
      reportFailed(entry, e);
    }
  }

  private void reportFailed(FileEntry entry, StoreException reason) throws IOException {
    TreePath path = bench.destination().path(entry);
    bench
        .reports()
        .failed("recv_generator: " + reason.operation(), bench.destination().shown(path), reason);
  }

  /** The tests come in the order of the reference program. */
  private void judge(FileEntry entry, int number, FileList list) throws IOException {
    if (listOnly) {
      if (!incremental || !entry.isDirectory()) {
        show(entry);
      }
      return;
    }
    TreePath path = bench.destination().path(entry);
    if (directories.isSkipped(path) || incremental && path.isRoot()) {
      return;
    }
    if (filters.isHidden(path, entry.isDirectory())) {
      refuse(entry, path);
      return;
    }
    FileAttributes now = entry.isDirectory() ? lookAtDirectory(entry, path) : look(path);
    if (now == null) {
      if (entry.isDirectory()) {
        directories.skipBelow(path);
      }
      return;
    }
    if (entry.isMissingArgument()) {
      missing.handle(entry, path, now, list);
      return;
    }
    if (check.judgeExistence(entry, now) instanceof Verdict.Skip skip) {
      skip(entry, path, skip.reason());
      return;
    }
    if (entry.isDirectory()) {
      prepareOrHandle(entry, path, now, number, list);
    } else if (!links.follows(entry, path, now)) {
      handleOther(entry, path, now, true);
    }
  }

  private void prepareOrHandle(
      FileEntry entry, TreePath path, FileAttributes now, int number, FileList list)
      throws IOException {
    if (incremental) {
      directories.prepare(entry, path, now, number);
    } else {
      directories.handle(entry, path, now, -1, list);
    }
  }

  private void handleOther(FileEntry entry, TreePath path, FileAttributes now, boolean mayHold)
      throws IOException {
    if (!entry.isRegular()) {
      if (objects.makes(entry)) {
        objects.handle(entry, path, now);
      } else {
        bench
            .reports()
            .info(
                new Text().add("skipping non-regular file \"").add(entry.name()).add("\"").bytes());
      }
      return;
    }
    if (check.judgeSize(entry) instanceof Verdict.Skip skip) {
      skip(entry, path, skip.reason());
      return;
    }
    Verdict.SkipReason reason = files.handle(entry, path, now, mayHold);
    if (reason != null) {
      skip(entry, path, reason);
    }
  }

  /** A member of a hard-link group that others have failed. */
  void handleSuccessor(FileEntry entry) throws IOException {
    TreePath path = bench.destination().path(entry);
    FileAttributes now = look(path);
    if (now != null) {
      handleOther(entry, path, now, false);
    }
  }

  /**
   * What is at a path, nothing if something else is in the place of its directory; null, and an
   * error, if it cannot be seen.
   */
  private FileAttributes look(TreePath path) throws IOException {
    try {
      return bench.tree().statOrMissing(path);
    } catch (StoreException e) {
      if (e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
        return FileAttributes.MISSING;
      }
      bench
          .reports()
          .failedTo("recv_generator: failed to stat", bench.destination().shown(path), e);
      return null;
    }
  }

  /**
   * As {@link #look}, but a link to a directory is that directory with --keep-dirlinks, and where
   * the directory is only passed through.
   */
  private FileAttributes lookAtDirectory(FileEntry entry, TreePath path) throws IOException {
    FileAttributes now = look(path);
    boolean isLink = now != null && now.isSymlink();
    boolean keeps =
        transfer.options().selection().keepDirLinks()
            || transfer.ignoresImpliedDirectories() && entry.isImplied();
    if (!isLink || !keeps || !(bench.tree() instanceof KeptLinksTree tree)) {
      return now;
    }
    try {
      return tree.keep(path);
    } catch (StoreException e) {
      bench
          .reports()
          .failedTo("recv_generator: failed to stat", bench.destination().shown(path), e);
      return null;
    }
  }

  private void refuse(FileEntry entry, TreePath path) throws IOException {
    bench
        .reports()
        .errorTransfer(
            new Text()
                .add("ERROR: daemon refused to receive ")
                .add(entry.isDirectory() ? "directory" : "file")
                .add(" \"")
                .add(entry.name())
                .add("\"")
                .bytes());
    if (entry.isDirectory()) {
      directories.skipBelow(path);
    }
  }

  private void skip(FileEntry entry, TreePath path, Verdict.SkipReason reason) throws IOException {
    if (transfer.info(InfoFlag.SKIP) > 0) {
      bench.reports().info(textOf(entry, reason));
    }
    if (entry.isDirectory()) {
      // Where something else keeps its place, each file inside has to fail: it does not arrive.
      if (reason != Verdict.SkipReason.EXISTS) {
        directories.skipBelow(path);
      }
    } else if (reason != Verdict.SkipReason.TOO_LARGE && reason != Verdict.SkipReason.TOO_SMALL) {
      links.skipped(entry);
    }
  }

  private static byte[] textOf(FileEntry entry, Verdict.SkipReason reason) {
    Text text = new Text();
    return switch (reason) {
      case NOT_CREATING ->
          text.add("not creating new ")
              .add(entry.isDirectory() ? "directory" : "file")
              .add(" \"")
              .add(entry.name())
              .add("\"")
              .bytes();
      case EXISTS -> text.add(entry.name()).add(" exists").bytes();
      case NEWER -> text.add(entry.name()).add(" is newer").bytes();
      case TOO_LARGE -> text.add(entry.name()).add(" is over max-size").bytes();
      case TOO_SMALL -> text.add(entry.name()).add(" is under min-size").bytes();
    };
  }
}
