// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.engine.attribute.AttributeApplier;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.ItemFlags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes directories and gives them their attributes. Owned by the generator's thread.
 *
 * <p>Under incremental recursion a directory is met twice: in its parent's list, where it is only
 * made if it is missing, and in front of its own list, where all else happens.
 */
final class Directories {
  private static final byte[] NO_TARGET = {};
  private static final int PLAIN = 0777;

  /** The bits that a directory can be made with. */
  private static final int MADE_WITH = 01777;

  private static final int OWNER_ALL = 0700;
  private static final int OWNER_WRITES = 0200;

  private final Workbench bench;
  private final Alternates alternates;
  private final boolean relative;
  private final boolean setsImplied;

  /** Directories with a time from here on have been changed by this transfer. */
  private final long startSeconds = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());

  /** Numbers of directories that did not exist when they were first met. */
  private final BitSet fresh = new BitSet();

  /** Directories whose contents are left alone. */
  private final List<TreePath> skipped = new ArrayList<>();

  Directories(Workbench bench, Alternates alternates) {
    this.bench = bench;
    this.alternates = alternates;
    this.relative = bench.transfer().options().selection().relative();
    this.setsImplied = bench.transfer().options().selection().impliedDirs();
  }

  /** Leaves everything below a directory alone. */
  void skipBelow(TreePath directory) {
    skipped.add(directory);
  }

  /** Whether a path is in, or is, a directory that is left alone. */
  boolean isSkipped(TreePath path) {
    for (TreePath directory : skipped) {
      if (path.startsWith(directory)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Met in the list of its parent: makes it if it is missing. Where directories keep no times that
   * waits until it is handled, as in the reference program.
   */
  void prepare(FileEntry entry, TreePath path, FileAttributes now, int number) throws IOException {
    if (now.isDirectory()) {
      return;
    }
    fresh.set(number);
    if (!bench.times().apply(entry)) {
      return;
    }
    boolean asItComes = entry.isImplied() && !setsImplied;
    int bits = asItComes ? PLAIN : entry.mode() & OWNER_ALL;
    if (clear(path, now) && !bench.dryRun()) {
      make(path, bits);
    }
  }

  /**
   * Met where it is handled.
   *
   * @param number of the directory under incremental recursion, else -1
   * @param list that holds what the directory contains
   */
  void handle(FileEntry entry, TreePath path, FileAttributes now, int number, FileList list)
      throws IOException {
    boolean isNew =
        !now.isDirectory()
            || number >= 0 && fresh.get(number)
            || path.isRoot() && bench.destination().created();
    if (entry.isImplied() && !setsImplied) {
      if (!now.isDirectory() && clear(path, now) && !bench.dryRun()) {
        make(path, PLAIN);
      }
      return;
    }
    FileAttributes before = isNew ? FileAttributes.MISSING : now;
    boolean ready = now.isDirectory() || clear(path, now);
    if (!ready) {
      return;
    }
    AlternateMatch match = isNew ? alternates.find(entry, path, NO_TARGET) : null;
    int flags = flags(entry, path, before, match);
    boolean toldLater = isNew && !bench.dryRun() && bench.items().tellsChangesOnly();
    if (!toldLater) {
      bench.items().note(entry, flags);
    }
    if (!bench.dryRun()) {
      if (!now.isDirectory() && !make(path, entry.mode() & MADE_WITH)) {
        return;
      }
      AttributeApplier.Result attributes = setAttributes(entry, path, before);
      if (toldLater && attributes == AttributeApplier.Result.CHANGED) {
        bench.items().note(entry, flags);
      }
    }
    if (match != null) {
      alternates.made(entry, match);
    } else if (!bench.dryRun() && bench.transfer().events().areHeard()) {
      bench.items().inPlace(entry);
    }
    if (!isNew) {
      bench.deletions().reached(entry, list);
    } else if (!bench.dryRun()) {
      bench.deletions().reachedNew(entry);
    }
  }

  private int flags(FileEntry entry, TreePath path, FileAttributes before, AlternateMatch match)
      throws IOException {
    if (match != null) {
      return alternates.flags(entry, match);
    }
    int action = before.isMissing() ? ItemFlags.LOCAL_CHANGE : 0;
    return bench.flags(entry, path, before, action);
  }

  /** Removes what is in the way. */
  private boolean clear(TreePath path, FileAttributes now) throws IOException {
    boolean free = now.isMissing() || bench.deletions().makeRoom(path, now, "directory");
    if (!free) {
      skipBelow(path);
    }
    return free;
  }

  private boolean make(TreePath path, int bits) throws IOException {
    try {
      makeWithParents(path, bits);
      return true;
    } catch (StoreException e) {
      bench.reports().failed("recv_generator: mkdir", bench.destination().shown(path), e);
      bench.reports().info("*** Skipping any contents from this failed directory ***");
      skipBelow(path);
      return false;
    }
  }

  private void makeWithParents(TreePath path, int bits) throws IOException {
    try {
      bench.tree().makeDirectory(path, bits);
    } catch (StoreException e) {
      if (!relative || !e.isMissing() || path.parent().isRoot()) {
        throw e;
      }
      makeWithParents(path.parent(), PLAIN);
      bench.tree().makeDirectory(path, bits);
    }
  }

  private AttributeApplier.Result setAttributes(
      FileEntry entry, TreePath path, FileAttributes before) throws IOException {
    FileAttributes now = before.isMissing() ? bench.tree().stat(path) : before;
    int needed = bench.isSuper() ? 0 : OWNER_ALL;
    int bits = bench.permissions().forDirectory(entry, path, before, now, needed);
    return bench
        .attributes()
        .apply(
            bench.tree().attributes(path),
            entry,
            now,
            bits,
            before.isMissing() && !bench.items().tellsChangesOnly(),
            bench.destination().shown(path));
  }

  /**
   * Sets again what was changed by filling the directory: its time, and permissions that its owner
   * needed meanwhile.
   */
  void finish(FileEntry entry) throws IOException {
    TreePath path = bench.destination().path(entry);
    boolean untouched = entry.isImplied() && !setsImplied;
    if (bench.dryRun() || untouched || isSkipped(path)) {
      return;
    }
    boolean timed = bench.times().apply(entry);
    boolean closed = !bench.isSuper() && (entry.mode() & OWNER_WRITES) == 0;
    if (!timed && !closed) {
      return;
    }
    FileAttributes now = bench.lookOrMissing(path);
    if (now.isDirectory()) {
      boolean filledNow = now.mtime() >= startSeconds;
      int bits = closed ? bench.permissions().forEntry(entry, path, now) : now.permissions();
      bench
          .attributes()
          .apply(
              bench.tree().attributes(path),
              entry,
              now,
              bits,
              filledNow,
              bench.destination().shown(path));
    }
  }
}
