// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Scope;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a source as far as they were left alone since a moment: what has changed after it
 * seems not to be there, also when it changes while it is read. Directories are always there. Goes
 * by the change time of the inode, which no program can set and a rename renews. Safe for several
 * threads.
 */
public final class OlderFiles implements LocalFiles {
  /** Kernels before 6.13 stamp with the tick of the clock, up to so long ago. */
  static final Duration TICK = Duration.ofMillis(10);

  private final LocalFiles files;
  private final Instant moment;
  private volatile boolean leftOut;

  public OlderFiles(LocalFiles files, Instant moment) {
    this.files = files;
    this.moment = moment.minus(TICK);
  }

  /** The same files; nothing has been left out yet. */
  public OlderFiles copy() {
    return new OlderFiles(files, moment.plus(TICK));
  }

  /** Whether something was left out since the start. */
  public boolean hasLeftOut() {
    return leftOut;
  }

  /** Whether something is to be seen; if not, that is noted. */
  public boolean shows(FileAttributes found) {
    Instant changed = Instant.ofEpochSecond(found.ctime(), found.ctimeNanos());
    boolean shown = found.isMissing() || found.isDirectory() || changed.isBefore(moment);
    leftOut |= !shown;
    return shown;
  }

  /**
   * The marks that something left out may be about.
   *
   * @param base of the source, where the paths of marks begin
   */
  public List<Mark> leftOutOf(List<Mark> marks, byte[] base) throws IOException {
    List<Mark> about = new ArrayList<>();
    try (Workspace workspace = files.open();
        FileTree tree = workspace.open(base)) {
      for (Mark mark : marks) {
        if (mark.scope() == Scope.FILE ? isLeftOut(tree, mark) : leftOut) {
          about.add(mark);
        }
      }
    }
    return about;
  }

  private boolean isLeftOut(FileTree tree, Mark mark) {
    try {
      return !shows(tree.statOrMissing(mark.path()));
    } catch (IOException unknown) {
      return false;
    }
  }

  @Override
  public Workspace open() throws IOException {
    return new OlderWorkspace(files.open(), this);
  }

  /** What is written to is another place. */
  @Override
  public Workspace openToReceive() throws IOException {
    return files.openToReceive();
  }
}
