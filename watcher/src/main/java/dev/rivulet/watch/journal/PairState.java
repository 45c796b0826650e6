// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.journal;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkLog;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.origin.SourceSide;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/**
 * What is kept of one target between two runs: the lock that makes this the only program for its
 * pair, and the journal of its marks.
 */
public final class PairState implements Closeable {
  private final SourceSide side;
  private final MarkSet marks;
  private final PairLock lock;
  private final Journal journal;
  private boolean failed;

  private PairState(SourceSide side, MarkSet marks, PairLock lock, Journal journal) {
    this.side = side;
    this.marks = marks;
    this.lock = lock;
    this.journal = journal;
  }

  /**
   * Takes the lock, and puts what an earlier run has left into the marks.
   *
   * @param directory made if need be, for nobody but this user
   * @throws dev.rivulet.rsync.RsyncException if another program mirrors the pair
   */
  public static PairState open(Path directory, Pair pair, SourceSide side, MarkSet marks)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path lockFile = directory.resolve(pair.fileName() + ".lock");
    PairLock lock = PairLock.take(lockFile, pair.toString());
    try {
      Path file = directory.resolve(pair.fileName() + ".journal");
      Journal journal = Journal.open(file, pair.identity(), everything(side), Instant.now());
      PairState state = new PairState(side, marks, lock, journal);
      state.recover(pair);
      return state;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static Mark everything(SourceSide side) {
    long now = side.now();
    return new Mark(side.source().directory(), Scope.TREE, Change.ATTRIBUTES, now, now, false);
  }

  private void recover(Pair pair) {
    JournalRecords.Contents found = journal.found();
    if (!found.trouble().isEmpty()) {
      side.tell(
          new WatchEvent.Degraded(
              "the journal of " + pair + " is of no use, " + found.trouble() + ": comparing all"));
    }
    marks.putBack(found.marks(), side.now());
    marks.logTo(journal);
  }

  /** Whether the journal says what has to be compared, so that all the rest need not be. */
  public boolean isSound() {
    return journal.found().soundAt().isPresent();
  }

  /**
   * Marks what has changed since the earlier run was last sure of the target.
   *
   * @throws IOException if the source cannot be read
   */
  public void markChanges() throws IOException {
    if (isSound()) {
      Instant since = journal.found().soundAt().get();
      try (Workspace workspace = side.files().open();
          FileTree base = workspace.open(side.source().base())) {
        ChangedSince.mark(base, side.source().directory(), since, marks, side.now());
      }
    }
  }

  /**
   * Writes down what has come since the last call; a journal that cannot be written is given up.
   */
  void write(Instant now, boolean isSound) {
    if (failed) {
      return;
    }
    try {
      journal.write(marks, now, isSound);
    } catch (IOException e) {
      giveUp(e);
    }
  }

  private void giveUp(IOException reason) {
    failed = true;
    marks.logTo(MarkLog.NONE);
    String text = "cannot write " + journal.file() + " (" + reason.getMessage() + ")";
    try {
      Files.deleteIfExists(journal.file());
    } catch (IOException e) {
      text += ", nor remove it (" + e.getMessage() + ")";
    }
    side.tell(new WatchEvent.Degraded(text + ": after a crash everything is compared"));
  }

  @Override
  public void close() throws IOException {
    try {
      journal.close();
    } finally {
      lock.close();
    }
  }
}
