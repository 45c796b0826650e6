// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.deletion;

import dev.rivulet.rsync.engine.dialogue.OldLines;
import dev.rivulet.rsync.engine.listing.DirectoryContents;
import dev.rivulet.rsync.engine.place.Backups;
import dev.rivulet.rsync.engine.place.Destination;
import dev.rivulet.rsync.engine.transfer.MessageRoute;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.flist.IoError;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.MessageCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Deletes what the source does not have (rsync(1), --delete and its kin), and what is in the way of
 * something else. Owned by the generator's thread.
 *
 * <p>Nothing is deleted whose directory was not fully listed, that a filter protects, or that is a
 * file system of its own. A symbolic link is deleted, never followed.
 */
public final class Deletions {
  private static final int OWNER_ALL = 0700;

  private final Transfer transfer;
  private final Destination destination;
  private final FileTree tree;
  private final FilterChain filters;
  private final Backups backups;
  private final Reports reports;
  private final MessageRoute peer;
  private final OldLines oldLines;
  private final DeletionTrace trace;
  private final DoomedContents contents;
  private final TransferOptions.Deletion options;
  private final List<TreePath> delayed = new ArrayList<>();
  private long deletedCount;
  private boolean refusalTold;
  private long topDevice = -1;

  public Deletions(
      Transfer transfer,
      Destination destination,
      FilterChain filters,
      Backups backups,
      Reports reports,
      MessageRoute peer) {
    this.transfer = transfer;
    this.destination = destination;
    this.tree = destination.tree();
    this.filters = filters;
    this.backups = backups;
    this.reports = reports;
    this.peer = peer;
    this.oldLines = new OldLines(transfer, reports);
    this.options = transfer.options().deletion();
    this.trace = new DeletionTrace(transfer, reports);
    this.contents = new DoomedContents(transfer, destination, filters, reports, trace);
  }

  /** A full pass over all directories of a complete list (--delete-before, --delete-after). */
  public void everywhere(FileList list) throws IOException {
    for (int position = 0; position < list.size(); position++) {
      FileEntry entry = list.entry(position);
      if (entry.isActive() && entry.isDirectory()) {
        trace.pass(entry);
        inside(entry, list, false);
      } else if (entry.isActive() && !entry.isDirectory()) {
        filters.passed(entry);
      }
    }
  }

  /** A directory is reached: deletes in it, or remembers what to delete, if that is the mode. */
  public void reached(FileEntry directory, FileList list) throws IOException {
    DeleteMode mode = transfer.deleteMode();
    if (mode == DeleteMode.DURING || mode == DeleteMode.DELAY) {
      inside(directory, list, mode == DeleteMode.DELAY);
    }
  }

  /** As {@link #reached} for a directory just made: only that nothing is deleted can be told. */
  public void reachedNew(FileEntry directory) throws IOException {
    DeleteMode mode = transfer.deleteMode();
    boolean reached = mode == DeleteMode.DURING || mode == DeleteMode.DELAY;
    boolean wanted = directory.hasContent() && !destination.isSolo();
    if (reached && wanted && !isRefused()) {
      trace.directory(directory);
      contents.ofNew(directory);
    }
  }

  /** What was remembered on the way (--delete-delay). */
  public void delayed() throws IOException {
    for (TreePath path : delayed) {
      FileAttributes now = look(path);
      if (!now.isMissing()) {
        delete(path, now, true);
      }
    }
    delayed.clear();
  }

  /** Tells that the limit of --max-delete was reached, if it was. */
  public void reportLimit() throws IOException {
    long skipped = transfer.counters().skippedDeletions;
    if (skipped > 0) {
      transfer.outcome().addIoError(IoError.DELETE_LIMIT);
      reports.warning(
          Text.of("Deletions stopped due to --max-delete limit (" + skipped + " skipped)"));
    }
  }

  private void inside(FileEntry directory, FileList list, boolean later) throws IOException {
    if (!directory.hasContent() || destination.isSolo()) {
      return;
    }
    TreePath path = destination.path(directory);
    FileAttributes now = look(path);
    if (!now.isDirectory() || isRefused() || isOtherFileSystem(now)) {
      return;
    }
    trace.directory(directory);
    List<DirectoryContents.Item> items = contents.in(path, false).items();
    for (int i = items.size() - 1; i >= 0; i--) {
      DirectoryContents.Item item = items.get(i);
      TreePath child = path.child(item.name());
      if (list.find(child.bytes()) >= 0 || isMountPoint(child, item.attributes(), now)) {
        continue;
      }
      if (later) {
        delayed.add(child);
      } else {
        delete(child, item.attributes(), true);
      }
    }
  }

  /** What is at a path; what lies behind a symbolic link or a file is not ours to delete. */
  private FileAttributes look(TreePath path) throws IOException {
    try {
      return tree.statOrMissing(path);
    } catch (StoreException e) {
      return FileAttributes.MISSING;
    }
  }

  /** An unreadable part of the source must not look like an empty one. */
  private boolean isRefused() throws IOException {
    boolean refused =
        (transfer.outcome().ioError() & IoError.GENERAL) != 0 && !options.ignoreErrors();
    if (refused && !refusalTold) {
      refusalTold = true;
      reports.info("IO error encountered -- skipping file deletion");
    }
    return refused;
  }

  /** With -x, directories of other file systems than that of the first one are left alone. */
  private boolean isOtherFileSystem(FileAttributes directory) {
    if (transfer.options().selection().oneFileSystem() == 0) {
      return false;
    }
    if (topDevice < 0) {
      topDevice = directory.device();
    }
    return directory.device() != topDevice;
  }

  private boolean isMountPoint(TreePath path, FileAttributes attributes, FileAttributes parent)
      throws IOException {
    if (!attributes.isDirectory() || attributes.device() == parent.device()) {
      return false;
    }
    if (transfer.info(InfoFlag.MOUNT) > 0) {
      reports.info(new Text().add("cannot delete mount point: ").add(path.bytes()).bytes());
    }
    return true;
  }

  /**
   * Deletes a missing argument (--delete-missing-args); directories with their contents only where
   * deleting is allowed at all.
   */
  public void missingArgument(TreePath path, FileAttributes now) throws IOException {
    if (!filters.protects(path, now.isDirectory(), false)) {
      delete(path, now, options.isOn() || options.force());
    }
  }

  /**
   * Removes what is in the way of an entry of another type. What goes is not reported, but for the
   * contents of a directory.
   *
   * @param kind what shall take its place, in rsync's words
   * @return whether the place is free
   */
  public boolean makeRoom(TreePath path, FileAttributes now, String kind) throws IOException {
    boolean free;
    boolean empties = options.isOn() || options.force();
    int reasons = DeletionTrace.room(kind) | (empties ? DeletionTrace.WITH_CONTENTS : 0);
    trace.item(path, now, reasons);
    if (now.isDirectory()) {
      trace.contents(path, now, reasons);
      if (!empties) {
        contents.tell(path);
      }
      boolean emptied = !empties || empty(path, now);
      free = emptied && removeDirectory(path, false);
    } else {
      free = unlink(path, now);
    }
    if (!free) {
      reports.errorTransfer(
          new Text().add("could not make way for new " + kind + ": ").add(path.bytes()).bytes());
    }
    return free;
  }

  /** Deletes one thing, a directory with all that is in it if that is wanted. */
  private void delete(TreePath path, FileAttributes now, boolean recursive) throws IOException {
    int reasons = recursive ? DeletionTrace.WITH_CONTENTS : 0;
    trace.item(path, now, reasons);
    if (!now.isDirectory() || !recursive || emptyDoomed(path, now, reasons)) {
      remove(path, now);
    }
  }

  private boolean emptyDoomed(TreePath directory, FileAttributes now, int reasons)
      throws IOException {
    trace.contents(directory, now, reasons);
    return empty(directory, now);
  }

  /**
   * Deletes what is in a doomed directory and tells if something is left. A directory in it is
   * tried to be removed even if something is left there, which is then told again.
   *
   * @return whether nothing is left
   */
  private boolean empty(TreePath directory, FileAttributes now) throws IOException {
    makeWritable(directory, now);
    DoomedContents.Found found = contents.in(directory, true);
    boolean emptied = found.all();
    for (int i = found.items().size() - 1; i >= 0; i--) {
      DirectoryContents.Item item = found.items().get(i);
      TreePath child = directory.child(item.name());
      if (isMountPoint(child, item.attributes(), now)) {
        emptied = false;
        continue;
      }
      if (item.attributes().isDirectory()) {
        emptied &= emptyDoomed(child, item.attributes(), DeletionTrace.NESTED);
      }
      trace.item(child, item.attributes(), DeletionTrace.AMONG_CONTENTS);
      emptied &= remove(child, item.attributes());
    }
    filters.left();
    if (!emptied) {
      tellNotEmpty(directory);
    }
    return emptied;
  }

  /** Deletes a file or an empty directory, within the limit, and reports it. */
  private boolean remove(TreePath path, FileAttributes now) throws IOException {
    boolean gone =
        isWithinLimit() && (now.isDirectory() ? removeDirectory(path, true) : unlink(path, now));
    if (gone) {
      report(path, now);
    }
    return gone;
  }

  private void makeWritable(TreePath directory, FileAttributes now) throws IOException {
    boolean lacks = (now.mode() & OWNER_ALL) != OWNER_ALL;
    if (!lacks || transfer.dryRun() || transfer.isSuper()) {
      return;
    }
    try {
      tree.attributes(directory).setMode(now.permissions() | OWNER_ALL);
    } catch (StoreException e) {
      reports.failedTo("failed to set permissions on", destination.shown(directory), e);
    }
  }

  private boolean isWithinLimit() {
    if (options.maxDelete() >= 0 && deletedCount >= options.maxDelete()) {
      transfer.counters().skippedDeletions++;
      return false;
    }
    return true;
  }

  private boolean unlink(TreePath path, FileAttributes now) throws IOException {
    if (backups.takes(path, now)) {
      return moveAway(path, now);
    }
    if (transfer.dryRun()) {
      return true;
    }
    try {
      tree.unlink(path);
      return true;
    } catch (StoreException e) {
      return isGone("unlink", path, e);
    }
  }

  private boolean moveAway(TreePath path, FileAttributes now) throws IOException {
    try {
      backups.moveAway(path, now);
      return true;
    } catch (StoreException e) {
      return isGone("make_backup", path, e);
    }
  }

  private boolean removeDirectory(TreePath path, boolean checked) throws IOException {
    if (transfer.dryRun()) {
      boolean free = checked || options.isOn() || options.force() || contents.isEmpty(path);
      if (!free) {
        tellNotEmpty(path);
      }
      return free;
    }
    try {
      tree.removeDirectory(path);
      return true;
    } catch (StoreException e) {
      if (e.errno() == Errno.ENOTEMPTY || e.errno() == Errno.EEXIST) {
        tellNotEmpty(path);
        return false;
      }
      return isGone("rmdir", path, e);
    }
  }

  private void tellNotEmpty(TreePath path) throws IOException {
    reports.info(new Text().add("cannot delete non-empty directory: ").add(path.bytes()).bytes());
  }

  private boolean isGone(String operation, TreePath path, StoreException reason)
      throws IOException {
    if (reason.isMissing()) {
      return true;
    }
    reports.errorTransfer(
        new Text()
            .add("rsync: [generator] delete_file: " + operation + "(")
            .add(path.bytes())
            .add(") failed: ")
            .addReason(reason)
            .bytes());
    return false;
  }

  private void report(TreePath path, FileAttributes was) throws IOException {
    deletedCount++;
    transfer.counters().deleted.add(was.mode());
    if (transfer.events().areHeard()) {
      transfer.events().emit(new TransferEvent.Deleted(path.bytes(), was.isDirectory()));
    }
    if (transfer.isServer()) {
      tellPeer(path.bytes(), was.isDirectory());
    }
  }

  private void tellPeer(byte[] name, boolean directory) throws IOException {
    if (transfer.protocol() >= 29) {
      byte[] payload = directory ? Arrays.copyOf(name, name.length + 1) : name;
      peer.send(MessageCode.DELETED, payload);
    } else {
      oldLines.deleted(name, directory);
    }
  }
}
