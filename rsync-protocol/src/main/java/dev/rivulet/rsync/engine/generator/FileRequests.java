// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.delta.BlockSums;
import dev.rivulet.rsync.delta.SumHead;
import dev.rivulet.rsync.engine.attribute.AttributeApplier;
import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.dialogue.PeerOutput;
import dev.rivulet.rsync.engine.dialogue.Requests;
import dev.rivulet.rsync.engine.transfer.AppendPlan;
import dev.rivulet.rsync.engine.transfer.GuardedSource;
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
  private final Alternates alternates;
  private final FuzzyBasis similar;
  private final AppendPlan appends;
  private final HardLinker links;
  private final Progress progress;
  private final Requests open;
  private final PeerOutput out;
  private final StrongChecksum blockChecksum;
  private final int changeFlag;

  FileRequests(
      Workbench bench,
      QuickCheck check,
      Alternates alternates,
      HardLinker links,
      Progress progress,
      Requests open,
      PeerOutput out) {
    this.bench = bench;
    this.check = check;
    this.alternates = alternates;
    this.similar = new FuzzyBasis(bench);
    this.appends = new AppendPlan(bench.transfer());
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
  Verdict.SkipReason handle(FileEntry entry, TreePath path, FileAttributes seen, boolean mayHold)
      throws IOException {
    FileAttributes now = bench.tree().asOpened(path, seen);
    if (check.judgeAge(entry, now) instanceof Verdict.Skip skip) {
      return skip.reason();
    }
    FileAttributes before = now;
    if (!now.isMissing() && !now.isRegular()) {
      if (!bench.deletions().makeRoom(path, now, LocalObjects.kindOf(entry))) {
        links.skipped(entry);
        return null;
      }
      before = FileAttributes.MISSING;
    }
    AlternateMatch match = alternates.findFile(entry, path, before);
    if (match != null && isTaken(entry, path, before, now, match)) {
      return null;
    }
    if (check.isUpToDate(entry, before, bench.tree(), path)) {
      upToDate(entry, path, before);
      return null;
    }
    if (appends.isOn() && !before.isMissing() && before.size() >= entry.size()) {
      links.skipped(entry);
      return null;
    }
    Basis basis = basis(entry, path, before, match);
    if (basis.isMissing() && mayHold && links.holds(entry)) {
      return null;
    }
    Basis offered = backedUp(basis, path);
    if (offered != null) {
      links.requested(entry);
      request(entry, compared(path, before, basis), offered, false);
    } else {
      links.skipped(entry);
    }
    return null;
  }

  /**
   * Whether an alternate directory has all that is needed.
   *
   * @param replaced what was in the way; it lends its permissions whatever it was
   */
  private boolean isTaken(
      FileEntry entry,
      TreePath path,
      FileAttributes before,
      FileAttributes replaced,
      AlternateMatch match)
      throws IOException {
    return alternates.settle(entry, path, before, match)
        || before.isMissing() && alternates.copy(entry, path, replaced, match);
  }

  /** The file whose blocks are offered: what has been kept of the new file before all others. */
  private Basis basis(FileEntry entry, TreePath path, FileAttributes before, AlternateMatch match)
      throws IOException {
    if (bench.partials().areKept()) {
      Basis partial = bench.partials().find(path);
      if (!partial.isMissing()) {
        return partial;
      }
    }
    if (before.isMissing()) {
      Basis other = match == null ? similar.find(entry, path) : match.basis();
      if (other != null) {
        return other;
      }
    }
    return Basis.destination(bench.tree(), path, before);
  }

  /** What a report compares the entry with: the destination, or what comes in place of it. */
  private Basis compared(TreePath path, FileAttributes before, Basis basis) {
    return basis.type() == ItemRecord.PARTIAL_DIRECTORY || basis.isSimilar()
        ? Basis.destination(bench.tree(), path, before)
        : basis;
  }

  /**
   * Keeps a copy of a file that will be overwritten; the copy is the better basis.
   *
   * @return null if it could not be kept, so that the file must be left alone
   */
  private Basis backedUp(Basis basis, TreePath path) throws IOException {
    boolean overwrites = bench.transfer().options().delivery().inplace() && basis.isDestination();
    if (!overwrites || basis.isMissing() || !bench.backups().areKept() || bench.dryRun()) {
      return basis;
    }
    try {
      Basis copy = bench.backups().copy(path, basis.attributes());
      return bench.transfer().wholeFiles() ? basis : copy;
    } catch (StoreException e) {
      return null;
    }
  }

  private void upToDate(FileEntry entry, TreePath path, FileAttributes now) throws IOException {
    if (bench.partials().areKept() && !bench.dryRun()) {
      bench.partials().forget(path);
    }
    int flags = bench.flags(entry, path, now, 0);
    AttributeApplier.Result result = bench.applyAttributes(entry, path, now, now, changeFlag != 0);
    bench.items().note(entry, bench.itemizer().afterNewOwner(flags, entry, now));
    bench.items().upToDate(entry, result);
    links.inPlace(entry);
  }

  /** Asks once more for a file that did not verify, with sums of full length. */
  void requestAgain(FileEntry entry) throws IOException {
    TreePath path = bench.destination().path(entry);
    FileAttributes now = bench.tree().asOpened(path, bench.lookOrMissing(path));
    FileAttributes before = now.isRegular() ? now : FileAttributes.MISSING;
    Basis basis = basis(entry, path, before, alternates.findFile(entry, path, before));
    request(entry, compared(path, before, basis), basis, true);
  }

  /**
   * Asks for data.
   *
   * @param compared what the file is compared with in the report
   */
  private void request(FileEntry entry, Basis compared, Basis basis, boolean again)
      throws IOException {
    int flags =
        bench.itemizer().flags(entry, compared.attributes(), compared.object(), ItemFlags.TRANSFER)
            | changeFlag;
    progress.of(entry.index()).opened();
    open.add(entry.index(), basis);
    bench.items().request(entry, flags, basis);
    if (!bench.transfer().movesData()) {
      links.inPlace(entry);
      return;
    }
    boolean whole = bench.transfer().wholeFiles() && !again;
    boolean appending = appends.attempt(entry.index()).isOn();
    boolean usable = !appending || isOfDestination(basis);
    if (whole || !usable || basis.isMissing() || basis.attributes().size() == 0) {
      SumHead.WHOLE_FILE.write(out.data());
    } else {
      similar.changes(bench.destination().path(entry));
      offer(entry.index(), basis, again, appending);
    }
  }

  /** Only what the file itself holds can be added to. */
  private static boolean isOfDestination(Basis basis) {
    return basis.isDestination() || basis.type() == ItemRecord.BACKUP;
  }

  /** Sends the sums of a basis, or only what it is like if it is added to. */
  private void offer(int index, Basis chosen, boolean again, boolean appending) throws IOException {
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
      GeneratorTrace.sums(bench, index, head, basis.attributes().size());
      head.write(out.data());
      if (head.count() > 0 && !appending) {
        BlockSums.send(head, basis, blockChecksum, out.data());
      }
    }
  }
}
