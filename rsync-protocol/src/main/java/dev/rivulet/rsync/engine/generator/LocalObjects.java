// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.engine.transfer.MungedTarget;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.LinkSafety;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.ItemFlags;
import java.io.IOException;

/**
 * Makes what has no data to transfer: symbolic links, devices, fifos and sockets. Owned by the
 * generator's thread.
 */
final class LocalObjects {
  private final Workbench bench;
  private final QuickCheck check;
  private final Alternates alternates;
  private final HardLinker links;
  private final TransferOptions.Preserve preserve;

  LocalObjects(Workbench bench, QuickCheck check, Alternates alternates, HardLinker links) {
    this.bench = bench;
    this.check = check;
    this.alternates = alternates;
    this.links = links;
    this.preserve = bench.transfer().options().preserve();
  }

  /** What an entry is, in the words of rsync's messages. */
  static String kindOf(FileEntry entry) {
    if (entry.isRegular()) {
      return "regular file";
    }
    if (entry.isSymlink()) {
      return "symlink";
    }
    if (entry.isDirectory()) {
      return "directory";
    }
    return entry.isDevice() ? "device file" : "special file";
  }

  /** Whether the options and this process's rights let the entry be made. */
  boolean makes(FileEntry entry) {
    if (entry.isSymlink()) {
      return preserve.links();
    }
    if (bench.transfer().options().identity().dropDevices()) {
      return false;
    }
    if (entry.isDevice()) {
      return preserve.devices() && bench.isSuper();
    }
    return preserve.specials() && entry.isSpecial();
  }

  void handle(FileEntry entry, TreePath path, FileAttributes now) throws IOException {
    byte[] target = entry.isSymlink() ? storedTarget(entry) : new byte[0];
    if (entry.isSymlink() && isIgnored(entry, target)) {
      return;
    }
    boolean sameKind = QuickCheck.isSameKind(entry, now);
    if (sameKind && check.isUnchanged(entry, now, bench.tree(), path, target)) {
      bench.items().note(entry, bench.flags(entry, path, now, 0));
      bench.items().upToDate(entry, bench.applyAttributes(entry, path, now, now, false));
      links.inPlace(entry);
      return;
    }
    AlternateMatch match = now.isMissing() ? alternates.find(entry, path, target) : null;
    if (match != null && alternates.settle(entry, path, now, match)) {
      return;
    }
    FileAttributes before = now;
    if (!now.isMissing() && !sameKind) {
      if (!bench.deletions().makeRoom(path, now, kindOf(entry))) {
        return;
      }
      before = FileAttributes.MISSING;
    }
    if (!make(entry, path, before, now, target)) {
      return;
    }
    boolean complete = bench.dryRun() || applyAttributes(entry, path, now);
    bench.items().note(entry, flags(entry, path, before, match));
    if (!complete) {
      return;
    }
    if (match == null) {
      bench.items().inPlace(entry);
    } else {
      alternates.made(entry, match);
    }
    links.inPlace(entry);
  }

  /**
   * With --safe-links, a link that leads out of the transfer is only told of; what counts is where
   * it would lead here, so that every munged one is left out.
   *
   * @param target what the link would be stored as
   */
  private boolean isIgnored(FileEntry entry, byte[] target) throws IOException {
    Transfer transfer = bench.transfer();
    boolean ignored =
        transfer.options().selection().safeLinks()
            && LinkSafety.isUnsafe(target, entry.path().bytes());
    if (ignored && transfer.info(InfoFlag.SYMSAFE) > 0) {
      bench
          .reports()
          .info(
              new Text()
                  .add("ignoring unsafe symlink \"")
                  .add(entry.name())
                  .add("\" -> \"")
                  .add(target)
                  .add("\"")
                  .bytes());
    }
    return ignored;
  }

  private byte[] storedTarget(FileEntry entry) {
    EndSettings settings = bench.transfer().settings();
    if (bench.transfer().mungesLinks()) {
      return MungedTarget.of(entry.linkTarget());
    }
    return settings.sanitizeSymlinks()
        ? SanitizedTarget.of(entry.linkTarget(), entry.path())
        : entry.linkTarget();
  }

  private int flags(FileEntry entry, TreePath path, FileAttributes before, AlternateMatch match)
      throws IOException {
    if (match == null) {
      return bench.flags(entry, path, before, ItemFlags.LOCAL_CHANGE) | ItemFlags.REPORT_CHANGE;
    }
    return alternates.flags(entry, match) | (match.isIdentical() ? 0 : ItemFlags.REPORT_CHANGE);
  }

  /**
   * Makes an entry.
   *
   * @param before what it updates, or {@link FileAttributes#MISSING}
   * @param replaced what was at its name; it lends its permissions whatever it was
   */
  private boolean make(
      FileEntry entry, TreePath path, FileAttributes before, FileAttributes replaced, byte[] target)
      throws IOException {
    try {
      bench.put(path, before, at -> makeAt(entry, at, replaced, target));
    } catch (StoreException e) {
      report(entry, path, target, e);
      return false;
    }
    return true;
  }

  private boolean applyAttributes(FileEntry entry, TreePath path, FileAttributes replaced)
      throws IOException {
    return bench.applyAttributes(entry, path, bench.tree().stat(path), replaced, true).isComplete();
  }

  private void makeAt(FileEntry entry, TreePath at, FileAttributes replaced, byte[] target)
      throws IOException {
    if (entry.isSymlink()) {
      bench.tree().makeSymlink(at, target);
      return;
    }
    int bits = bench.permissions().forEntry(entry, at, replaced);
    bench
        .tree()
        .makeNode(at, entry.mode() & FileType.MASK | bits, entry.rdevMajor(), entry.rdevMinor());
  }

  private void report(FileEntry entry, TreePath path, byte[] target, StoreException reason)
      throws IOException {
    byte[] shown = bench.destination().shown(path);
    if (!entry.isSymlink()) {
      bench.reports().failed("mknod", shown, reason);
      return;
    }
    bench
        .reports()
        .errorTransfer(
            new Text()
                .add("rsync: [generator] symlink ")
                .add(bench.reports().quoted(shown))
                .add(" -> \"")
                .add(target)
                .add("\" failed: ")
                .addReason(reason)
                .bytes());
  }
}
