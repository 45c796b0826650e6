// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/**
 * Deletes what the sender was asked for and does not have (rsync(1), --delete-missing-args). The
 * directory of such an entry may be missing there, too, and so be in no list, which is told as the
 * reference program does. Owned by the generator's thread.
 */
final class MissingArguments {
  private final Workbench bench;
  private TreePath lastDirectory = TreePath.ROOT;

  MissingArguments(Workbench bench) {
    this.bench = bench;
  }

  /**
   * @param now what is at the path here
   * @param list that the entry is in
   */
  void handle(FileEntry entry, TreePath path, FileAttributes now, FileList list)
      throws IOException {
    TreePath directory = entry.path().parent();
    if (!directory.equals(lastDirectory)) {
      lastDirectory = directory;
      enter(directory, path.parent(), list);
    }
    if (!now.isMissing()) {
      bench.deletions().missingArgument(path, now);
    }
  }

  private void enter(TreePath directory, TreePath here, FileList list) throws IOException {
    boolean listed =
        bench.transfer().parameters().incrementalRecursion() || list.find(directory.bytes()) >= 0;
    if (directory.isRoot() || listed) {
      return;
    }
    Text absent = new Text().add("WARNING: parent dir is absent in the file list: ");
    bench.reports().harmless(absent.add(directory.bytes()).bytes());
    boolean wanted = !bench.permissions().preserved() && !bench.dryRun();
    if (wanted && bench.tree().statOrMissing(here).isMissing()) {
      bench
          .reports()
          .warning(
              new Text()
                  .add("default_perms_for_dir: sys_acl_get_file(")
                  .add(here.bytes())
                  .add(", ACL_TYPE_DEFAULT): No such file or directory, falling back on umask")
                  .bytes());
    }
  }
}
