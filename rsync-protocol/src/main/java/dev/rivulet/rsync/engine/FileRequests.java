// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.delta.BlockSums;
import dev.rivulet.rsync.delta.SumHead;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.ItemFlags;
import java.io.IOException;

/**
 * Deals with regular files: finds them up to date, or asks for their data with the sums of what is
 * there. Owned by the generator's thread.
 */
final class FileRequests {
  private final Workbench bench;
  private final QuickCheck check;
  private final HardLinker links;
  private final Progress progress;
  private final Requests open;
  private final PeerOutput out;
  private final StrongChecksum blockChecksum;
  private final int changeFlag;

  FileRequests(
      Workbench bench,
      QuickCheck check,
      HardLinker links,
      Progress progress,
      Requests open,
      PeerOutput out) {
    this.bench = bench;
    this.check = check;
    this.links = links;
    this.progress = progress;
    this.open = open;
    this.out = out;
    this.blockChecksum = bench.transfer().blockChecksum();
    this.changeFlag = bench.transfer().options().update().checksum() ? ItemFlags.REPORT_CHANGE : 0;
  }

  /**
   * Handles a file.
   *
   * @param mayHold whether a member of a hard-link group may wait for a later one
   * @return why it is left alone, or null
   */
  Verdict.SkipReason handle(FileEntry entry, TreePath path, FileAttributes now, boolean mayHold)
      throws IOException {
    Verdict verdict = check.judge(entry, now, bench.tree(), path);
    if (verdict instanceof Verdict.Skip skip) {
      return skip.reason();
    }
    if (verdict instanceof Verdict.UpToDate) {
      upToDate(entry, path, now);
      return null;
    }
    FileAttributes before = now;
    if (!now.isMissing() && !now.isRegular()) {
      if (!bench.deletions().makeRoom(path, now, LocalObjects.kindOf(entry))) {
        links.skipped(entry);
        return null;
      }
      before = FileAttributes.MISSING;
    }
    if (!before.isMissing() || !mayHold || !links.holds(entry)) {
      links.requested(entry);
      request(entry, before, Basis.destination(bench.tree(), path, before), false);
    }
    return null;
  }

  private void upToDate(FileEntry entry, TreePath path, FileAttributes now) throws IOException {
    bench.items().note(entry, bench.itemizer().flags(entry, now, 0));
    bench.items().upToDate(entry, bench.applyAttributes(entry, path, now, now, changeFlag != 0));
    links.inPlace(entry);
  }

  /** Asks once more for a file that did not verify, with sums of full length. */
  void requestAgain(FileEntry entry) throws IOException {
    TreePath path = bench.destination().path(entry);
    FileAttributes now = bench.tree().statOrMissing(path);
    FileAttributes before = now.isRegular() ? now : FileAttributes.MISSING;
    request(entry, before, Basis.destination(bench.tree(), path, before), true);
  }

  /**
   * Asks for data.
   *
   * @param before what the file is compared with in the report
   */
  private void request(FileEntry entry, FileAttributes before, Basis basis, boolean again)
      throws IOException {
    int flags = bench.itemizer().flags(entry, before, ItemFlags.TRANSFER) | changeFlag;
    progress.of(entry.index()).opened();
    open.add(entry.index(), basis);
    bench.items().request(entry, flags, basis);
    if (bench.dryRun()) {
      links.inPlace(entry);
      return;
    }
    boolean whole = bench.transfer().wholeFiles() && !again;
    if (whole || basis.isMissing() || basis.attributes().size() == 0) {
      SumHead.WHOLE_FILE.write(out.data());
    } else {
      sendSums(basis, again);
    }
  }

  private void sendSums(Basis chosen, boolean again) throws IOException {
    SourceFile file;
    try {
      file = chosen.tree().open(chosen.path());
    } catch (StoreException e) {
      bench.reports().failedTo("failed to open", bench.destination().shown(chosen.path()), e);
      SumHead.WHOLE_FILE.write(out.data());
      return;
    }
    try (GuardedSource basis = new GuardedSource(file)) {
      SumHead head =
          BlockSums.headFor(
              basis.attributes().size(),
              bench.transfer().options().delivery().blockLength(),
              bench.transfer().protocol(),
              bench.transfer().parameters().transferChecksum().length(),
              again);
      head.write(out.data());
      if (head.count() > 0) {
        BlockSums.send(head, basis, blockChecksum, out.data());
      }
    }
  }
}
