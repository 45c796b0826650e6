// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

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
final class AlternateBases implements Closeable {
  private final AlternateBasis.Kind kind;
  private final List<FileTree> trees;

  private AlternateBases(AlternateBasis.Kind kind, List<FileTree> trees) {
    this.kind = kind;
    this.trees = trees;
  }

  /** Opens the directories the options name, and warns of those that are not there. */
  static AlternateBases open(Transfer transfer, Destination destination, Reports reports)
      throws IOException {
    AlternateBasis option = transfer.options().alternateBasis();
    List<FileTree> trees = new ArrayList<>(option.directories().size());
    AlternateBases bases = new AlternateBases(option.kind(), trees);
    try {
      Workspace workspace = transfer.workspace().forOptions();
      for (byte[] directory : option.directories()) {
        try {
          trees.add(workspace.open(destination.relative(directory)));
        } catch (StoreException e) {
          trees.add(new EmptyTree());
          reports.warning(complaint(transfer, destination, directory, e));
        }
      }
    } catch (IOException | RuntimeException e) {
      bases.close();
      throw e;
    }
    return bases;
  }

  private static byte[] complaint(
      Transfer transfer, Destination destination, byte[] directory, StoreException reason) {
    boolean absolute = directory.length > 0 && directory[0] == '/';
    boolean inModule = !transfer.settings().moduleName().isEmpty();
    return new Text()
        .add(transfer.options().alternateBasis().kind().option().spelling())
        .add(reason.errno() == Errno.ENOTDIR ? " arg is not a dir: " : " arg does not exist: ")
        .add(absolute || inModule ? new byte[0] : destination.display())
        .add(directory)
        .bytes();
  }

  /** What is done with files that are found unchanged. */
  AlternateBasis.Kind kind() {
    return kind;
  }

  /** The directories in the order of their numbers. */
  List<FileTree> trees() {
    return trees;
  }

  @Override
  public void close() throws IOException {
    for (FileTree tree : trees) {
      tree.close();
    }
  }
}
