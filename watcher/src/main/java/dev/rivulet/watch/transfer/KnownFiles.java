// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.source.LinkFollowing;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which files one target has got, and as what, so that one that was only touched or opened is not
 * sent again (hazard 2.14).
 *
 * <p>No time proves that contents are what they were: times can be set, and two writes can have the
 * same (15.1 to 15.3). So what is noted is the checksum that the receiver has compared, and a file
 * whose contents may have changed is read before it is taken for known; the attributes are those
 * that were sent. Both are facts of the target, whatever the source did meanwhile and however it is
 * watched.
 *
 * <p>Whatever a transfer may touch is forgotten before it starts, and noted when it has ended
 * without a fault. Transfers that may carry the same files, a comparison and what goes beside it,
 * note nothing. About 100,000 paths in 3 MB; the older half goes when there is no more room. Safe
 * for several threads.
 */
public final class KnownFiles implements Knowledge {
  /** Bytes of a file that is read rather than sent; a larger one would hold up others. */
  static final long MOST_READ = 1 << 20;

  private final TransferOptions options;
  private final boolean on;
  private final ReentrantLock lock = new ReentrantLock();
  private PathTable young = new PathTable();
  private PathTable old = new PathTable();
  private ChecksumAlgorithm algorithm = ChecksumAlgorithm.NONE;

  /** Transfers on their way. */
  private int flying;

  /** Comparisons among them. */
  private int comparing;

  /** Comparisons so far. */
  private long comparisons;

  /** Transfers so far. */
  private long departures;

  private KnownFiles(TransferOptions options, boolean on) {
    this.options = options;
    this.on = on;
  }

  /**
   * Nothing is known yet; nor ever where the target has changes of its own, or where more than the
   * attributes in a file list has to be equal.
   *
   * @param twoWay whether the target has changes of its own
   */
  static KnownFiles of(TransferOptions options, boolean twoWay) {
    return new KnownFiles(options, !twoWay && suits(options));
  }

  private static boolean suits(TransferOptions options) {
    TransferOptions.Preserve preserve = options.preserve();
    return !preserve.acls()
        && preserve.xattrs() == 0
        && preserve.accessTimes() == 0
        && !preserve.hardLinks()
        && !options.update().checksum()
        && !options.update().ignoreTimes()
        && !options.delivery().append().isOn()
        && LinkFollowing.of(options) == LinkFollowing.NONE;
  }

  // ---------------------------------------------------------------- asking

  @Override
  public boolean has(FileTree base, TreePath path, FileAttributes found, Change change) {
    if (!on || !found.isRegular()) {
      return false;
    }
    long[] keys = PathTable.keysOf(path.bytes());
    long key = keys[keys.length - 1];
    long sum;
    ChecksumAlgorithm made;
    lock.lock();
    try {
      PathTable table = young.stamp(key) == PathTable.UNKNOWN ? old : young;
      if (table.stamp(key) != FileStamp.ofAttributes(found, options.preserve())) {
        return false;
      }
      sum = table.sum(key);
      made = algorithm;
    } finally {
      lock.unlock();
    }
    return change == Change.ATTRIBUTES
        || found.size() <= MOST_READ && hasContents(base, path, made, sum);
  }

  private static boolean hasContents(
      FileTree base, TreePath path, ChecksumAlgorithm algorithm, long sum) {
    try {
      return FileStamp.ofContents(base, path, algorithm) == sum;
    } catch (IOException cannotSay) {
      return false;
    }
  }

  // ---------------------------------------------------------------- learning

  /** A transfer on its way; to be closed when it is over, however it has ended. */
  final class Departure implements Closeable {
    private final boolean comparison;
    private final boolean alone;
    private final long comparisonsBefore = comparisons;
    private final long departuresBefore = ++departures;

    private Departure(boolean comparison) {
      this.comparison = comparison;
      this.alone = comparison ? flying == 0 : comparing == 0;
      flying++;
      if (comparison) {
        comparing++;
        comparisons++;
      }
    }

    /** Everything was carried out without a fault. */
    void arrived(SentFiles sent) {
      lock.lock();
      try {
        boolean together =
            comparison ? departures > departuresBefore : comparisons > comparisonsBefore;
        if (alone && !together) {
          note(sent);
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        flying--;
        comparing -= comparison ? 1 : 0;
      } finally {
        lock.unlock();
      }
    }
  }

  /** A batch is about to be carried: nobody knows what the target has of it before it is over. */
  Departure departing(Batch batch) {
    lock.lock();
    try {
      forget(batch);
      return new Departure(batch.comparesDirectories());
    } finally {
      lock.unlock();
    }
  }

  /** Everything is about to be compared. */
  Departure departing() {
    lock.lock();
    try {
      clear();
      return new Departure(true);
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is known any more of what a batch may touch. */
  void forget(Batch batch) {
    lock.lock();
    try {
      forget(batch.sentByName());
      forget(batch.trees());
      forget(batch.rewritten());
      forget(batch.lists());
    } finally {
      lock.unlock();
    }
  }

  private void forget(Collection<TreePath> paths) {
    for (TreePath path : paths) {
      if (path.isRoot()) {
        clear();
      } else {
        forget(PathTable.keysOf(path.bytes()));
      }
    }
  }

  /** A directory takes all with it that is known, for want of a list of what is below it. */
  private void forget(long[] keys) {
    for (int i = 0; i < keys.length; i++) {
      boolean directory =
          young.stamp(keys[i]) == PathTable.DIRECTORY || old.stamp(keys[i]) == PathTable.DIRECTORY;
      boolean above = i < keys.length - 1;
      if (directory && !above) {
        clear();
      } else if (!directory) {
        young.remove(keys[i]);
        old.remove(keys[i]);
      }
    }
  }

  private void note(SentFiles sent) {
    if (!on || sent.isEmpty()) {
      return;
    }
    if (algorithm != sent.algorithm()
        || sent.files().contradicts(young)
        || sent.files().contradicts(old)) {
      clear();
      algorithm = sent.algorithm();
    }
    if (!young.hasRoomFor(sent.files())) {
      old = young;
      young = new PathTable();
    }
    young.putAll(sent.files());
  }

  /** Nothing is known any more: the target may be another one, or was changed by others. */
  public void clear() {
    lock.lock();
    try {
      young = new PathTable();
      old = new PathTable();
    } finally {
      lock.unlock();
    }
  }
}
