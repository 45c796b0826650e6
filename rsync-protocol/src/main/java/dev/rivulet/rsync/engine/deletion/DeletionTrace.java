// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.deletion;

import dev.rivulet.rsync.engine.listing.DirectoryContents;
import dev.rivulet.rsync.engine.listing.ListLines;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.List;

/**
 * Tells where is looked for what to delete, and what is deleted ({@code --debug=DEL} to {@code
 * DEL3}), in rsync's words. Owned by the generator's thread.
 */
final class DeletionTrace {
  /** Reasons to delete something, as the lines number them. */
  static final int WITH_CONTENTS = 2;

  static final int AMONG_CONTENTS = 4;

  /** A directory that is emptied and lies in another that is. */
  static final int NESTED = WITH_CONTENTS | AMONG_CONTENTS;

  private static final int NOT_WRITABLE = 1;
  private static final int OWNER_WRITES = 0200;

  private final Transfer transfer;
  private final Reports reports;
  private final boolean on;
  private final boolean contents;
  private final boolean entries;
  private final ListLines lines;

  DeletionTrace(Transfer transfer, Reports reports) {
    this.transfer = transfer;
    this.reports = reports;
    this.on = transfer.traces(DebugFlag.DEL, 2);
    this.entries = transfer.traces(DebugFlag.FLIST, 2);
    this.lines = new ListLines(transfer, false);
    this.contents = transfer.traces(DebugFlag.DEL, 3);
  }

  /** A full pass comes to a directory. */
  void pass(FileEntry directory) throws IOException {
    if (transfer.traces(DebugFlag.DEL) && directory.isTop() && directory.hasContent()) {
      reports.info(new Text().add("deleting in ").add(directory.name()).bytes());
    }
  }

  /** Something lies in a directory that is compared with the source, or is doomed. */
  void found(TreePath path) throws IOException {
    if (entries) {
      tell("[" + reports.role() + "] make_file(", path, ",*,2)");
    }
  }

  boolean tellsContents() {
    return entries;
  }

  /** All that was found in a directory. */
  void found(TreePath directory, List<DirectoryContents.Item> items) throws IOException {
    lines.tell(directory, items, reports);
  }

  /** A directory is compared with the source. */
  void directory(FileEntry directory) throws IOException {
    if (on) {
      reports.info(new Text().add("delete_in_dir(").add(directory.name()).add(")").bytes());
    }
  }

  /**
   * The reason to delete what is in the way.
   *
   * @param kind of what shall take its place, in rsync's words
   */
  static int room(String kind) {
    return switch (kind) {
      case "regular file" -> 8;
      case "directory" -> 16;
      case "symlink" -> 32;
      case "device file" -> 64;
      default -> 128;
    };
  }

  /**
   * Something is about to be deleted.
   *
   * @param reasons bits of this class
   */
  void item(TreePath path, FileAttributes now, int reasons) throws IOException {
    if (on) {
      int flags = flags(now, reasons);
      tell("delete_item(", path, ") mode=%o flags=%d".formatted(now.mode(), flags));
    }
  }

  /**
   * It is looked for what is in a doomed directory ({@code --debug=DEL3}).
   *
   * @param reasons of the directory itself
   */
  void contents(TreePath directory, FileAttributes now, int reasons) throws IOException {
    if (contents) {
      tell("delete_dir_contents(", directory, ") flags=" + flags(now, reasons));
    }
  }

  private int flags(FileAttributes now, int reasons) {
    boolean lacks =
        now.isDirectory()
            && (reasons & AMONG_CONTENTS) == 0
            && (now.mode() & OWNER_WRITES) == 0
            && !transfer.isSuper();
    return reasons | (lacks ? NOT_WRITABLE : 0);
  }

  private void tell(String what, TreePath path, String behind) throws IOException {
    reports.info(new Text().add(what).add(path.bytes()).add(behind).bytes());
  }
}
