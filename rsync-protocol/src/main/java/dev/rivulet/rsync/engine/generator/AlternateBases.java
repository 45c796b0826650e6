// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.engine.place.Destination;
import dev.rivulet.rsync.engine.place.EmptyTree;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.options.AlternateBasis;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The open directories of --compare-dest, --copy-dest and --link-dest (rsync(1)).
 *
 * <p>Each is a tree of its own, entered once as a path the operator names; in a daemon it is inside
 * the module. The number of a directory is its place in the command line, as the wire has it. One
 * that cannot be used stays in the list, and has nothing in it.
 */
public final class AlternateBases implements Closeable {
  private final AlternateBasis option;
  private final List<FileTree> trees = new ArrayList<>();

  /** The directories as messages show them. */
  private final List<byte[]> shown = new ArrayList<>();

  private AlternateBases(AlternateBasis option) {
    this.option = option;
  }

  /** Opens the directories the options name, and warns of those that are not there. */
  public static AlternateBases open(Transfer transfer, Destination destination, Reports reports)
      throws IOException {
    AlternateBases bases = new AlternateBases(transfer.options().alternateBasis());
    try {
      bases.openAll(transfer, destination, reports);
    } catch (IOException | RuntimeException e) {
      bases.close();
      throw e;
    }
    return bases;
  }

  private void openAll(Transfer transfer, Destination destination, Reports reports)
      throws IOException {
    EndSettings settings = transfer.settings();
    // Of a module that is not a root of its own.
    boolean asGiven = settings.sanitizeSymlinks() || settings.mungeSymlinks();
    Workspace workspace = transfer.workspace().forOptions();
    for (byte[] directory : option.directories()) {
      boolean absolute = directory.length > 0 && directory[0] == '/';
      byte[] start = absolute || asGiven ? new byte[0] : destination.display();
      byte[] name = new Text().add(start).add(directory).bytes();
      shown.add(name);
      trees.add(openOne(workspace, destination.relative(directory), name, reports));
    }
  }

  private FileTree openOne(Workspace workspace, byte[] directory, byte[] name, Reports reports)
      throws IOException {
    try {
      return workspace.open(directory);
    } catch (StoreException e) {
      boolean file = e.errno() == Errno.ENOTDIR;
      reports.warning(
          new Text()
              .add(option.kind().option().spelling())
              .add(file ? " arg is not a dir: " : " arg does not exist: ")
              .add(name)
              .bytes());
      return new EmptyTree();
    }
  }

  /** What is done with files that are found unchanged. */
  AlternateBasis.Kind kind() {
    return option.kind();
  }

  /** The directories in the order of their numbers. */
  List<FileTree> trees() {
    return trees;
  }

  /** A directory as messages show it. */
  byte[] shown(int number) {
    return shown.get(number);
  }

  @Override
  public void close() throws IOException {
    for (FileTree tree : trees) {
      tree.close();
    }
  }
}
