// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.place;

import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where received files go: a directory, in which an only file may get another name than it has at
 * the source. Safe for the generator and the receiver.
 *
 * @param tree of the directory
 * @param soloName the name of the only file, or {@link TreePath#ROOT} when entries keep their names
 * @param directory the path of the directory, as the workspace takes it
 * @param display how messages show the directory, with a slash at its end; may be empty
 * @param created whether the directory was made for this transfer
 */
public record Destination(
    FileTree tree, TreePath soloName, byte[] directory, byte[] display, boolean created)
    implements Closeable {

  /** Whether the destination argument named a file. */
  public boolean isSolo() {
    return !soloName.isRoot();
  }

  /** The name of an entry here, which may be another one than that in the list. */
  public byte[] name(FileEntry entry) {
    return isSolo() ? soloName.bytes() : entry.name();
  }

  public TreePath path(FileEntry entry) {
    return isSolo() ? soloName : entry.path();
  }

  /**
   * A path that an option names relative to the destination, as the workspace takes it. One that
   * starts with {@code ..} leads beside the destination even if a dry run has not made that.
   */
  public byte[] relative(byte[] path) {
    if (path.length > 0 && path[0] == '/') {
      return path;
    }
    if (tree instanceof EmptyTree && isUp(path)) {
      return new Text()
          .add(parent(directory))
          .add(Arrays.copyOfRange(path, 2, path.length))
          .bytes();
    }
    return new Text().add(directory).add("/").add(path).bytes();
  }

  private static boolean isUp(byte[] path) {
    return path.length >= 2
        && path[0] == '.'
        && path[1] == '.'
        && (path.length == 2 || path[2] == '/');
  }

  private static byte[] parent(byte[] directory) {
    int end = directory.length;
    while (end > 0 && directory[end - 1] == '/') {
      end--;
    }
    while (end > 0 && directory[end - 1] != '/') {
      end--;
    }
    return end == 0 ? new byte[] {'.'} : Arrays.copyOf(directory, end);
  }

  private byte[] shown(byte[] path) {
    return new Text().add(display).add(path).bytes();
  }

  /** A path by which the workspace finds it. */
  public byte[] argument(TreePath path) {
    boolean slash = directory.length > 0 && directory[directory.length - 1] == '/';
    if (path.isRoot() || directory.length == 0) {
      return path.isRoot() ? directory : path.bytes();
    }
    return new Text().add(directory).add(slash ? "" : "/").add(path.bytes()).bytes();
  }

  /** A path as messages show it. */
  public byte[] shown(TreePath path) {
    return shown(path.bytes());
  }

  @Override
  public void close() throws IOException {
    tree.close();
  }
}
