// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/**
 * What {@code --debug} chooses from (rsync(1)). All names are known, so that no script fails; what
 * is traced here is what has a text in {@link #summary}.
 */
public enum DebugFlag implements OutputFlag {
  ACL,
  BACKUP("how a backup is made", 0, 0, 0, 1),
  BIND,
  CHDIR,
  CONNECT("which daemon is connected to", 0, 0, 1),
  CMD("what the other end is started with", 0, 0, 1),
  DEL("what is deleted, and where it is looked for (level 2)", 0, 0, 1, 2),
  DELTASUM("what the search for matching blocks found (2: for each file)", 0, 0, 1, 2),
  DUP,
  EXIT,
  FILTER("which filter rule has decided about which name", 0, 0, 1),
  FLIST("whether differences are looked for", 0, 0, 1),
  FUZZY("which file is taken for similar (2: how similar each is)", 0, 0, 0, 1, 1, 2),
  GENR("what the generator looks at", 0, 0, 0, 1),
  HASH,
  HLINK,
  ICONV,
  IO,
  NSTR("which checksum and compressor are used", 0),
  OWN,
  PROTO,
  RECV("what the receiver gets", 0, 0, 0, 1),
  SEND("what the sender is asked for", 0, 0, 0, 1),
  TIME;

  private final String summary;
  private final int[] levels;

  DebugFlag() {
    this("(nothing is traced)", 0);
  }

  DebugFlag(String summary, int... levels) {
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
}
