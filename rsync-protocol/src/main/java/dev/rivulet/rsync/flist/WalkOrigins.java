// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The trees a walk has opened, each directory once; closed together. */
final class WalkOrigins implements Closeable {
  private static final byte[] HERE = {'.'};
  private static final byte[] UP = {'.', '.'};

  private record Key(ByteBuffer directory, int strip) {}

  private final Workspace workspace;
  private final List<WalkOrigin> origins = new ArrayList<>();
  private final Map<Key, WalkOrigin> byKey = new HashMap<>();
  private final Map<ByteBuffer, FileTree> trees = new HashMap<>();

  WalkOrigins(Workspace workspace) {
    this.workspace = workspace;
  }

  synchronized WalkOrigin get(int number) {
    return origins.get(number);
  }

  /**
   * The origin for names below a directory.
   *
   * @param directory an argument of the workspace, empty for the current directory
   * @param strip bytes at the start of names that are not part of their paths
   */
  synchronized WalkOrigin open(byte[] directory, int strip) throws IOException {
    Key key = new Key(ByteBuffer.wrap(directory), strip);
    WalkOrigin known = byKey.get(key);
    if (known != null) {
      return known;
    }
    WalkOrigin origin = new WalkOrigin(origins.size(), tree(directory), directory, strip);
    origins.add(origin);
    byKey.put(key, origin);
    return origin;
  }

  /**
   * The origin for names below a directory that a name of a list leads to.
   *
   * @param base where the name begins
   * @param path of the directory there; a link in it is passed only if it can be trusted
   */
  synchronized WalkOrigin openListed(WalkOrigin base, TreePath path, int strip) throws IOException {
    ByteBuffer directory = ByteBuffer.wrap(base.argument(path));
    if (!trees.containsKey(directory)) {
      trees.put(directory, workspace.openListed(base.directory(), path.bytes()));
    }
    return open(directory.array(), strip);
  }

  /** A directory as a tree. */
  synchronized FileTree tree(byte[] directory) throws IOException {
    FileTree known = trees.get(ByteBuffer.wrap(directory));
    if (known != null) {
      return known;
    }
    FileTree tree = workspace.open(directory.length == 0 ? HERE : directory);
    trees.put(ByteBuffer.wrap(directory), tree);
    return tree;
  }

  /** What an argument of the workspace names, links followed to their end: its tree and path. */
  SourceLocation resolve(byte[] argument, byte[] display) throws IOException {
    int slash = argument.length - 1;
    while (slash >= 0 && argument[slash] != '/') {
      slash--;
    }
    byte[] leaf = Arrays.copyOfRange(argument, slash + 1, argument.length);
    if (leaf.length == 0 || Arrays.equals(leaf, HERE) || Arrays.equals(leaf, UP)) {
      throw new StoreException("open", Errno.EISDIR);
    }
    byte[] directory = Arrays.copyOf(argument, slash == 0 ? 1 : Math.max(0, slash));
    return new SourceLocation(tree(directory), TreePath.of(leaf), display);
  }

  @Override
  public synchronized void close() throws IOException {
    IOException failure = null;
    for (FileTree tree : trees.values()) {
      try {
        tree.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    trees.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
