// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/**
 * What {@code --debug} chooses from, by the names and levels of rsync(1); docs/options.md says what
 * we show.
 */
public enum DebugFlag implements OutputFlag {
  ACL("access control lists", 0, 0, 0, 1),
  BACKUP("how a backup is made", 0, 0, 0, 1),
  BIND("addresses that sockets are bound to", 0, 0, 1),
  CHDIR("directories that are changed to", 0, 0, 0, 0, 0, 1),
  CONNECT("which daemon is connected to, and how (2)", 0, 0, 1, 2),
  CMD("what the other end is started with (2: its words)", 0, 0, 1, 1, 2),
  DEL("what is deleted (2: where it is looked for, 3: in what is doomed)", 0, 0, 1, 2, 3),
  DELTASUM("what the search for blocks found (2: for each file)", 0, 0, 1, 2, 3, 4),
  DUP("names that came twice", 0, 0, 1),
  EXIT("how the program ends", 0, 0, 0, 1, 2),
  FILTER("which filter rule has decided about which name", 0, 0, 1, 2),
  FLIST("how file lists are made, sent and received", 0, 0, 1, 2, 3, 4),
  FUZZY("which file is taken for similar (2: how similar each is)", 0, 0, 0, 1, 1, 2),
  GENR("what the generator looks at", 0, 0, 0, 1),
  HASH("tables of numbers", 0, 0, 0, 0, 0, 1),
  HLINK("how hard links are found and made", 0, 0, 0, 0, 0, 1),
  ICONV("which character sets are translated", 0, 0, 1, 1, 2),
  IO("messages and keep-alives", 0),
  NSTR("which checksum and compressor are used", 0),
  OWN("owners and groups that are set", 0, 0, 0, 1, 2),
  PROTO("the protocol", 0, 0, 0, 0, 1),
  RECV("what the receiver gets", 0, 0, 0, 1),
  SEND("what the sender is asked for", 0, 0, 0, 1),
  TIME("times that are set", 0, 0, 0, 1, 2);

  private final String summary;
  private final int[] levels;

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
