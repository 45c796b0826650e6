// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/**
 * What {@code --debug} chooses from, in the words of rsync(1); docs/options.md says what we show.
 */
public enum DebugFlag implements OutputFlag {
  ACL("Debug extra ACL info", 0, 0, 0, 1),
  BACKUP("Debug backup actions (levels 1-2)", 0, 0, 0, 1),
  BIND("Debug socket bind actions", 0, 0, 1),
  CHDIR("Debug when the current directory changes", 0, 0, 0, 0, 0, 1),
  CONNECT("Debug connection events (levels 1-2)", 0, 0, 1, 2),
  CMD("Debug commands+options that are issued (levels 1-2)", 0, 0, 1, 1, 2),
  DEL("Debug delete actions (levels 1-3)", 0, 0, 1, 2, 3),
  DELTASUM("Debug delta-transfer checksumming (levels 1-4)", 0, 0, 1, 2, 3, 4),
  DUP("Debug weeding of duplicate names", 0, 0, 1),
  EXIT("Debug exit events (levels 1-3)", 0, 0, 0, 1, 2),
  FILTER("Debug filter actions (levels 1-3)", 0, 0, 1, 2),
  FLIST("Debug file-list operations (levels 1-4)", 0, 0, 1, 2, 3, 4),
  FUZZY("Debug fuzzy scoring (levels 1-2)", 0, 0, 0, 1, 1, 2),
  GENR("Debug generator functions", 0, 0, 0, 1),
  HASH("Debug hashtable code", 0, 0, 0, 0, 0, 1),
  HLINK("Debug hard-link actions (levels 1-3)", 0, 0, 0, 0, 0, 1),
  ICONV("Debug iconv character conversions (levels 1-2)", 0, 0, 1, 1, 2),
  IO("Debug I/O routines (levels 1-4)", 0),
  NSTR("Debug negotiation strings", 0),
  OWN("Debug ownership changes in users & groups (levels 1-2)", 0, 0, 0, 1, 2),
  PROTO("Debug protocol information", 0, 0, 0, 0, 1),
  RECV("Debug receiver functions", 0, 0, 0, 1),
  SEND("Debug sender functions", 0, 0, 0, 1),
  TIME("Debug setting of modified times (levels 1-2)", 0, 0, 0, 1, 2);

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
