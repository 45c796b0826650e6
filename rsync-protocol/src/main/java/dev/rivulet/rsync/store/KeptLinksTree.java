// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A tree in which links to directories can be told to stand for these (rsync(1), --keep-dirlinks).
 * A link that leads out of the tree never does. Safe for several threads.
 */
public final class KeptLinksTree implements FileTree {
  private static final int MOST_LINKS = 40;

  private final FileTree tree;
  private final Map<TreePath, TreePath> kept = new ConcurrentHashMap<>();

  /**
   * @param tree lets paths pass through links inside it
   */
  public KeptLinksTree(FileTree tree) {
    this.tree = tree;
  }

  /**
   * Takes a link for the directory it leads to from now on.
   *
   * @return the directory, or the link itself if it leads to something else or to nothing
   * @throws StoreException if it leads out of the tree
   */
  public FileAttributes keep(TreePath link) throws IOException {
    FileAttributes target;
    try {
      target = tree.statFollowing(link);
    } catch (StoreException e) {
      if (e.isMissing()) {
        return tree.stat(link);
      }
      throw e;
    }
    if (!target.isDirectory()) {
      return tree.stat(link);
    }
    kept.put(link, behind(link));
    return target;
  }

  /** The directory a link names in the end, by the texts of the links. */
  private TreePath behind(TreePath link) throws IOException {
    TreePath path = link;
    for (int links = 0; links < MOST_LINKS; links++) {
      if (path.isRoot() || !tree.stat(path).isSymlink()) {
        return path;
      }
      path = resolved(path.parent(), tree.readLink(path));
    }
    throw new StoreException("open", Errno.ELOOP);
  }

  private static TreePath resolved(TreePath directory, byte[] target) throws StoreException {
    TreePath path = directory;
    int start = 0;
    for (int end = 0; end <= target.length; end++) {
      if (end == target.length || target[end] == '/') {
        byte[] name = Arrays.copyOfRange(target, start, end);
        boolean up = name.length == 2 && name[0] == '.' && name[1] == '.';
        if (up && path.isRoot() || end == 0) {
          throw new StoreException("open", Errno.EXDEV);
        }
        boolean here = name.length == 0 || name.length == 1 && name[0] == '.';
        path = up ? path.parent() : here ? path : path.child(name);
        start = end + 1;
      }
    }
    return path;
  }

  @Override
  public Set<Feature> features() {
    return tree.features();
  }

  @Override
  public FileTree undecorated() {
    return tree.undecorated();
  }

  @Override
  public FileAttributes stat(TreePath path) throws IOException {
    return kept.containsKey(path) ? tree.statFollowing(path) : tree.stat(path);
  }

  @Override
  public FileAttributes statOrMissing(TreePath path) throws IOException {
    return kept.containsKey(path) ? tree.statFollowing(path) : tree.statOrMissing(path);
  }

  @Override
  public FileAttributes statFollowing(TreePath path) throws IOException {
    return tree.statFollowing(path);
  }

  @Override
  public AttributeTarget attributes(TreePath path) {
    return tree.attributes(kept.getOrDefault(path, path));
  }

  @Override
  public void scan(TreePath directory, EntryVisitor visitor) throws IOException {
    tree.scan(directory, visitor);
  }

  @Override
  public List<byte[]> names(TreePath directory) throws IOException {
    return tree.names(directory);
  }

  @Override
  public SourceFile open(TreePath path) throws IOException {
    return tree.open(path);
  }

  @Override
  public StagedFile stage(TreePath target, int permissions) throws IOException {
    return tree.stage(target, permissions);
  }

  @Override
  public StagedFile stageOpenly(TreePath target, int permissions) throws IOException {
    return tree.stageOpenly(target, permissions);
  }

  @Override
  public StagedFile openInPlace(TreePath target, int permissions) throws IOException {
    return tree.openInPlace(target, permissions);
  }

  @Override
  public void makeDirectory(TreePath path, int permissions) throws IOException {
    tree.makeDirectory(path, permissions);
  }

  @Override
  public void makeSymlink(TreePath path, byte[] target) throws IOException {
    tree.makeSymlink(path, target);
  }

  @Override
  public void makeNode(TreePath path, int mode, int rdevMajor, int rdevMinor) throws IOException {
    tree.makeNode(path, mode, rdevMajor, rdevMinor);
  }

  @Override
  public void link(TreePath existing, TreePath newName) throws IOException {
    tree.link(existing, newName);
  }

  @Override
  public void link(TreePath existing, FileTree other, TreePath newName) throws IOException {
    tree.link(existing, other, newName);
  }

  @Override
  public void rename(TreePath from, TreePath to) throws IOException {
    tree.rename(from, to);
  }

  @Override
  public void rename(TreePath from, FileTree other, TreePath to) throws IOException {
    tree.rename(from, other, to);
  }

  @Override
  public void unlink(TreePath path) throws IOException {
    tree.unlink(path);
  }

  @Override
  public void removeDirectory(TreePath path) throws IOException {
    tree.removeDirectory(path);
  }

  @Override
  public byte[] readLink(TreePath path) throws IOException {
    return tree.readLink(path);
  }

  @Override
  public TreePath temporaryName(TreePath path) throws IOException {
    return tree.temporaryName(path);
  }

  @Override
  public void close() throws IOException {
    tree.close();
  }
}
