// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.place;

import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;

/**
 * Where files are kept that have not arrived completely, and with --delay-updates those that wait
 * (rsync(1), --partial-dir): in a directory beside each file, or in one absolute directory under
 * the last component of their names.
 *
 * <p>The directory beside a file has a name that a sender may have a hand in, so it is never
 * reached through a symbolic link. Safe for the generator and the receiver.
 */
public final class PartialFiles implements Closeable {
  private static final int PRIVATE = 0700;

  private final Destination destination;
  private final byte[] name;
  private final TreePath beside;
  private final OptionDirectory reserved;

  /**
   * @param directory the value of the option; empty for none
   */
  PartialFiles(Workspace workspace, Destination destination, byte[] directory) {
    this.destination = destination;
    this.name = directory;
    boolean absolute = directory.length > 0 && directory[0] == '/';
    this.beside = absolute ? TreePath.ROOT : TreePath.cleaned(directory);
    this.reserved = absolute ? new OptionDirectory(workspace, destination, directory) : null;
  }

  /** Whether there is a place for partial files. */
  public boolean areKept() {
    return reserved != null || !beside.isRoot();
  }

  /** Whether partial files are beside the files themselves, on the same file system. */
  public boolean areBeside() {
    return !beside.isRoot();
  }

  /** The path of the partial file of a path, in {@link #tree}. */
  public TreePath path(TreePath file) {
    byte[] leaf = file.leaf();
    return reserved != null ? TreePath.ROOT.child(leaf) : file.parent().resolve(beside).child(leaf);
  }

  /** A path of {@link #tree} for messages. */
  public byte[] shown(TreePath partial) {
    return reserved == null
        ? partial.bytes()
        : new Text().add(name).add("/").add(partial.bytes()).bytes();
  }

  /** The tree that has partial files; fails if there can be none. */
  public FileTree tree() throws IOException {
    return reserved != null ? reserved.tree() : destination.tree();
  }

  /** What is kept of a file as a basis for the rest of it; not there if it is not a file. */
  public Basis find(TreePath file) throws IOException {
    TreePath path = path(file);
    try {
      FileAttributes seen = tree().statOrMissing(path);
      FileAttributes usable = seen.isRegular() ? seen : FileAttributes.MISSING;
      return Basis.of(ItemRecord.PARTIAL_DIRECTORY, tree(), path, usable);
    } catch (StoreException e) {
      return Basis.of(
          ItemRecord.PARTIAL_DIRECTORY, destination.tree(), path, FileAttributes.MISSING);
    }
  }

  /** Keeps a file, replacing what was kept of it before. */
  public void keep(StagedFile staged, TreePath file) throws IOException {
    FileTree tree = makeDirectory(file);
    TreePath path = path(file);
    if (tree.statOrMissing(path).isDirectory()) {
      throw new StoreException("rename", Errno.EISDIR);
    }
    staged.moveTo(tree, path);
  }

  /** Opens a new file under the name that is kept. */
  public StagedFile create(TreePath file, int permissions) throws IOException {
    FileTree tree = makeDirectory(file);
    TreePath path = path(file);
    if (!tree.statOrMissing(path).isMissing()) {
      tree.unlink(path);
    }
    return tree.openInPlace(path, permissions);
  }

  private FileTree makeDirectory(TreePath file) throws IOException {
    if (reserved != null) {
      return reserved.make(PRIVATE);
    }
    FileTree tree = destination.tree();
    TreePath directory = path(file).parent();
    FileAttributes seen = tree.statOrMissing(directory);
    if (seen.isDirectory()) {
      return tree;
    }
    if (!seen.isMissing()) {
      tree.unlink(directory);
    }
    tree.makeDirectory(directory, PRIVATE);
    return tree;
  }

  /**
   * Forgets what is kept of a file, and the directory beside it if that is empty now. Where it
   * fails the file stays; it does no harm.
   */
  public void forget(TreePath file) throws IOException {
    TreePath path = path(file);
    try {
      FileTree tree = tree();
      if (!tree.statOrMissing(path).isMissing()) {
        tree.unlink(path);
      }
      forgetDirectory(file);
    } catch (StoreException e) {
      stays(path, e);
    }
  }

  /** Removes the directory beside a file if it is empty. */
  public void forgetDirectory(TreePath file) throws IOException {
    if (reserved != null) {
      return;
    }
    TreePath directory = path(file).parent();
    try {
      if (destination.tree().statOrMissing(directory).isDirectory()) {
        destination.tree().removeDirectory(directory);
      }
    } catch (StoreException e) {
      stays(directory, e);
    }
  }

  private static void stays(TreePath path, StoreException reason) {
    System.getLogger(PartialFiles.class.getName())
        .log(System.Logger.Level.DEBUG, "kept: " + path.escaped(), reason);
  }

  @Override
  public void close() throws IOException {
    if (reserved != null) {
      reserved.close();
    }
  }
}
