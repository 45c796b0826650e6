// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileListWalker;
import dev.rivulet.rsync.flist.SourceLocation;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;

/**
 * Removes source files that have arrived (rsync(1), --remove-source-files), unless they changed in
 * the meantime. Owned by the sender's thread.
 */
final class SourceRemoval {
  private final Transfer transfer;
  private final FileListWalker walker;
  private final Reports reports;

  SourceRemoval(Transfer transfer, FileListWalker walker, Reports reports) {
    this.transfer = transfer;
    this.walker = walker;
    this.reports = reports;
  }

  void remove(FileEntry entry) throws IOException {
    if (!transfer.options().selection().removeSourceFiles() || entry.isDirectory()) {
      return;
    }
    SourceLocation location = walker.locate(entry);
    try {
      if (hasChanged(entry, location)) {
        reports.errorTransfer(
            new Text()
                .add("ERROR: Skipping sender remove for changed file: ")
                .add(entry.name())
                .bytes());
        return;
      }
      location.tree().unlink(location.path());
      if (transfer.info(InfoFlag.REMOVE) > 0) {
        reports.info(new Text().add("sender removed ").add(entry.name()).bytes());
      }
    } catch (StoreException e) {
      if (!e.isMissing()) {
        reports.failed("sender failed to remove", location.display(), e);
      }
    }
  }

  /**
   * A device that was sent like a file of just now is older than that, and so counts as changed.
   */
  private boolean hasChanged(FileEntry entry, SourceLocation location) throws IOException {
    boolean follow = transfer.options().selection().copyLinks();
    FileAttributes now =
        follow
            ? location.tree().statFollowing(location.path())
            : location.tree().stat(location.path());
    boolean sizeCounts = entry.isRegular() || entry.isSymlink();
    return now.isDeviceAsFile()
        || sizeCounts && now.size() != entry.size()
        || now.mtime() != entry.mtime()
        || entry.mtimeNanos() != 0 && now.mtimeNanos() != entry.mtimeNanos();
  }
}
