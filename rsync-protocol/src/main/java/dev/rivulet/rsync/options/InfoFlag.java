// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/** What {@code --info} chooses from: things a user may want to be told (rsync(1)). */
public enum InfoFlag implements OutputFlag {
  BACKUP(Concerns.RECEIVER, "Mention files backed up", 0, 0, 1),
  COPY(Concerns.RECEIVER, "Mention files copied locally on the receiving side", 0, 1),
  DEL(Concerns.RECEIVER, "Mention deletions on the receiving side", 0, 1),
  FLIST(Concerns.NOBODY, "Mention file-list receiving/sending (levels 1-2)", 0, 1),
  MISC(Concerns.EITHER, "Mention miscellaneous information (levels 1-2)", 0, 1, 2),
  MOUNT(Concerns.EITHER, "Mention mounts that were found or skipped", 0, 0, 1),
  NAME(Concerns.EITHER, "Mention 1) updated file/dir names, 2) unchanged names", 0, 1, 2),
  NONREG(Concerns.RECEIVER, "Mention skipped non-regular files (default 1, 0 disables)", 1),
  PROGRESS(Concerns.NOBODY, "Mention 1) per-file progress or 2) total transfer progress", 0),
  REMOVE(Concerns.SENDER, "Mention files removed on the sending side", 0, 0, 1),
  SKIP(Concerns.RECEIVER, "Mention files skipped due to transfer overrides (levels 1-2)", 0, 0, 1),
  STATS(Concerns.EITHER, "Mention statistics at end of run (levels 1-3)", 0, 1),
  SYMSAFE(Concerns.EITHER, "Mention symlinks that are unsafe", 0, 1);

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
