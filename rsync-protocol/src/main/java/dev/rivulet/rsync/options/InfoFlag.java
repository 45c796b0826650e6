// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/** What {@code --info} chooses from: things a user may want to be told (rsync(1)). */
public enum InfoFlag implements OutputFlag {
  BACKUP(Concerns.RECEIVER, "files that were kept as backups", 0, 0, 1),
  COPY(Concerns.RECEIVER, "files copied at the receiver itself", 0, 1),
  DEL(Concerns.RECEIVER, "what is deleted at the receiver", 0, 1),
  FLIST(Concerns.NOBODY, "the file list (2: how it grows, with --progress)", 0, 1),
  MISC(Concerns.EITHER, "this and that (levels 1-2)", 0, 1, 2),
  MOUNT(Concerns.EITHER, "mount points that were found or left alone", 0, 0, 1),
  NAME(Concerns.EITHER, "names (1: of what changes, 2: of everything)", 0, 1, 2),
  NONREG(Concerns.RECEIVER, "files left out because they are not regular", 1),
  PROGRESS(Concerns.NOBODY, "how each file gets on", 0),
  REMOVE(Concerns.SENDER, "files removed at the sender", 0, 0, 1),
  SKIP(Concerns.RECEIVER, "files left alone because of an option (levels 1-2)", 0, 0, 1),
  STATS(Concerns.EITHER, "numbers at the end (levels 1-3)", 0, 1),
  SYMSAFE(Concerns.EITHER, "symbolic links that lead outside", 0, 1);

  /** Whose output it is, and so which server has to know of it. */
  private enum Concerns {
    NOBODY,
    SENDER,
    RECEIVER,
    EITHER
  }

  private final Concerns concerns;
  private final String summary;
  private final int[] levels;

  InfoFlag(Concerns concerns, String summary, int... levels) {
    this.concerns = concerns;
    this.summary = summary;
    this.levels = levels;
  }

  @Override
  public int levelAt(int verbosity) {
    return levels[Math.min(verbosity, levels.length - 1)];
  }

  @Override
  public String summary() {
    return summary;
  }

  /** Whether a server has to know of it. */
  boolean concernsServer(boolean serverSends) {
    return switch (concerns) {
      case NOBODY -> false;
      case SENDER -> serverSends;
      case RECEIVER -> !serverSends;
      case EITHER -> true;
    };
  }
}
