// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A tree in which links to directories can be told to stand for these (rsync(1), --keep-dirlinks).
 * A link that leads out of the tree never does, unless that is allowed. Safe for several threads.
 */
public final class KeptLinksTree extends ForwardingTree {
  private static final int MOST_LINKS = 40;

  private final Map<TreePath, TreePath> kept = new ConcurrentHashMap<>();
  private final boolean anywhere;

  /**
   * @param tree lets paths pass through links inside it
   */
  public KeptLinksTree(FileTree tree) {
    this(tree, false);
  }

  /**
   * @param tree lets paths pass through links
   * @param anywhere whether these may lead out of it
   */
  public KeptLinksTree(FileTree tree, boolean anywhere) {
    super(tree);
    this.anywhere = anywhere;
  }

  /**
   * Takes a link for the directory it leads to from now on.
   *
   * @return the directory, or the link itself if it leads to something else or to nothing
   * @throws StoreException if it leads to a directory out of the tree
   */
  public FileAttributes keep(TreePath link) throws IOException {
    FileAttributes target;
    try {
      target = tree.statFollowing(link);
    } catch (StoreException e) {
      if (e.isMissing() || e.errno() == Errno.EXDEV && !tree.leadsToDirectory(link)) {
        return tree.stat(link);
      }
      throw e;
    }
    if (!target.isDirectory()) {
      return tree.stat(link);
    }
    kept.put(link, anywhere ? link : behind(link));
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
  public FileAttributes stat(TreePath path) throws IOException {
    return kept.containsKey(path) ? tree.statFollowing(path) : tree.stat(path);
  }

  @Override
  public FileAttributes statOrMissing(TreePath path) throws IOException {
    return kept.containsKey(path) ? tree.statFollowing(path) : tree.statOrMissing(path);
  }

  @Override
  public AttributeTarget attributes(TreePath path) {
    return anywhere && kept.containsKey(path)
        ? tree.attributesBehind(path)
        : tree.attributes(kept.getOrDefault(path, path));
  }
}
