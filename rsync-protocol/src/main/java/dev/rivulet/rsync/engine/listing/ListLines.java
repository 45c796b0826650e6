// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.listing;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Tells what lists are made of ({@code --debug=FLIST3}), in rsync's words: the flags are its
 * numbers. Owned by the thread of the role.
 */
public final class ListLines {
  private static final int TOP = 0x1;
  private static final int CONTENT = 0x4;
  private static final int HARD_LINKED = 0x20;
  private static final int IMPLIED = 0x40;
  private static final int LONG = 0x200;
  private static final int NANOSECONDS = 0x1000;
  private static final long LONGEST_SHORT = 0xffff_ffffL;

  private final TransferOptions.Preserve preserve;
  private final boolean tellsLinks;
  private final boolean on;

  /**
   * @param tellsLinks whether hard links are known by now: only where lists arrive
   */
  public ListLines(Transfer transfer, boolean tellsLinks) {
    this.tellsLinks = tellsLinks;
    this.preserve = transfer.options().preserve();
    this.on = transfer.traces(DebugFlag.FLIST, 3);
  }

  /**
   * A complete list.
   *
   * @param places where each entry lies, in one word
   */
  void tell(FileList list, Reports reports, Function<FileEntry, byte[]> places) throws IOException {
    if (!on) {
      return;
    }
    int low = 0;
    int high = list.size() - 1;
    while (low <= high && !list.entry(low).isActive()) {
      low++;
    }
    while (high >= low && !list.entry(high).isActive()) {
      high--;
    }
    tellRange(reports, list.firstIndex(), list.size(), low, high);
    String role = "[" + reports.role() + "] ";
    for (int position = 0; position < list.size(); position++) {
      FileEntry entry = list.entry(position);
      Text line = new Text().add(role + "i=" + (list.firstIndex() + position) + " ");
      line.add(entry.isActive() ? places.apply(entry) : new byte[0]).add(" ");
      reports.info(line.add(named(entry)).add(figures(entry)).bytes());
    }
  }

  /** What a directory of the destination holds. */
  public void tell(TreePath directory, List<DirectoryContents.Item> items, Reports reports)
      throws IOException {
    if (!on) {
      return;
    }
    tellRange(reports, 0, items.size(), 0, items.size() - 1);
    String role = "[" + reports.role() + "] ";
    for (int i = 0; i < items.size(); i++) {
      FileAttributes now = items.get(i).attributes();
      Text line = new Text().add(role + "i=" + i + " 0 ");
      line.add(directory.child(items.get(i).name()).bytes()).add(now.isDirectory() ? "/" : "");
      int flags =
          TOP | (now.isDirectory() ? CONTENT : 0) | sizeAndTime(now.size(), now.mtimeNanos());
      reports.info(line.add(figures(now.mode(), now.size(), now.uid(), now.gid(), flags)).bytes());
    }
  }

  private static void tellRange(Reports reports, int first, int size, int low, int high)
      throws IOException {
    reports.info(
        "["
            + reports.role()
            + "] "
            + "flist start=%d, used=%d, low=%d, high=%d".formatted(first, size, low, high));
  }

  /** There are no more lists. */
  void tellEnd(Reports reports) throws IOException {
    if (on) {
      reports.info("[" + reports.role() + "] flist_eof=1");
    }
  }

  private static byte[] named(FileEntry entry) {
    if (!entry.isActive()) {
      return new byte[0];
    }
    return new Text().add(entry.name()).add(entry.isDirectory() ? "/" : "").bytes();
  }

  private String figures(FileEntry entry) {
    return entry.isActive()
        ? figures(entry.mode(), entry.size(), entry.uid(), entry.gid(), flags(entry))
        : figures(0, 1, entry.uid(), entry.gid(), 0);
  }

  private String figures(int mode, long size, int uid, int gid, int flags) {
    String owner = preserve.owner() ? " uid=" + uid : "";
    String group = preserve.group() ? " gid=" + gid : "";
    return String.format(
        Locale.ROOT, " mode=0%o len=%,d%s%s flags=%x", mode, size, owner, group, flags);
  }

  private int flags(FileEntry entry) {
    return (entry.isTop() ? TOP : 0)
        | (entry.hasContent() ? CONTENT : 0)
        | (tellsLinks && entry.hardLinkGroup() >= 0 ? HARD_LINKED : 0)
        | (entry.isImplied() ? IMPLIED : 0)
        | sizeAndTime(entry.size(), entry.mtimeNanos());
  }

  private static int sizeAndTime(long size, int nanos) {
    return (size > LONGEST_SHORT ? LONG : 0) | (nanos != 0 ? NANOSECONDS : 0);
  }
}
