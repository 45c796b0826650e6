// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.EventCalls;
import dev.rivulet.rsync.store.system.FileIdentity;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.watch.source.FanotifyEvent.DirectoryKey;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The mounts a tree consists of, and the paths of directories that the kernel names by handle. What
 * was found is remembered until any directory is renamed. Owned by one thread.
 *
 * <p>The mounts are held open only between the first look and {@link #close}, so that they can be
 * unmounted while nothing happens.
 */
final class WatchedMounts implements Closeable {
  private static final int REMEMBERED = 100_000;
  private static final byte[] EMPTY = {};
  private static final String DESCRIPTORS = "/proc/self/fd/";

  private final byte[] root;
  private final WatchScope scope;
  private final FileIdentity rootSeen;
  private volatile List<TreePath> places = List.of(TreePath.ROOT);
  private volatile boolean stale;
  private final List<Open> open = new ArrayList<>();
  private final Map<DirectoryKey, List<TreePath>> known = new RecentMap<>(REMEMBERED);

  private record Open(int handle, long fileSystem) {}

  WatchedMounts(WatchScope scope) throws IOException {
    this.root = MountTable.canonical(scope.root());
    this.rootSeen = FileIdentity.of(root);
    this.scope = scope;
    reload();
  }

  /** Where file systems of the tree are mounted: the root, and what is not left out below it. */
  List<TreePath> places() {
    return places;
  }

  /** Looks again what is mounted; may be called by any thread. */
  void reload() throws IOException {
    List<TreePath> found = new ArrayList<>();
    found.add(TreePath.ROOT);
    try (MountTable table = new MountTable(root)) {
      for (TreePath point : table.mounts().keySet()) {
        if (!scope.leavesOut(point)) {
          found.add(point);
        }
      }
    }
    places = List.copyOf(found);
    stale = true;
  }

  /** The path of a place as the system knows it. */
  byte[] absolute(TreePath place) {
    if (place.isRoot()) {
      return root;
    }
    byte[] below = place.bytes();
    int length = root.length == 1 ? 0 : root.length;
    byte[] joined = Arrays.copyOf(root, length + 1 + below.length);
    joined[length] = '/';
    System.arraycopy(below, 0, joined, length + 1, below.length);
    return joined;
  }

  /** Whether the root is still the directory that it was. */
  boolean isRootThere() {
    try {
      return FileIdentity.of(root).equals(rootSeen);
    } catch (StoreException gone) {
      return false;
    }
  }

  private static byte[] pathOf(int handle) throws StoreException {
    byte[] link = (DESCRIPTORS + handle).getBytes(StandardCharsets.US_ASCII);
    return Posix.readlinkat(Posix.AT_FDCWD, link);
  }

  /**
   * The places of a directory in the tree: none for one elsewhere, or gone, or excluded; several
   * where it is mounted more than once.
   */
  List<TreePath> paths(DirectoryKey directory) throws StoreException {
    if (stale) {
      stale = false;
      close();
      forget();
    }
    List<TreePath> found = known.get(directory);
    if (found == null) {
      found = lookUp(directory);
      if (found != null) {
        known.put(directory, found);
      }
    }
    return found == null ? List.of() : found;
  }

  /** Names have changed their meaning. */
  void forget() {
    known.clear();
  }

  /** Null for a directory that is gone: nobody will ask again. */
  private List<TreePath> lookUp(DirectoryKey directory) throws StoreException {
    List<TreePath> paths = new ArrayList<>(1);
    for (Open mount : openMounts()) {
      if (mount.fileSystem() == directory.fileSystem()) {
        TreePath path = lookUp(mount, directory);
        if (path != null && !paths.contains(path) && !scope.leavesOut(path)) {
          paths.add(path);
        }
      }
    }
    return paths.isEmpty() && isGone(directory) ? null : paths;
  }

  private boolean isGone(DirectoryKey directory) throws StoreException {
    for (Open mount : openMounts()) {
      if (mount.fileSystem() == directory.fileSystem() && pathBy(mount, directory).length > 0) {
        return false;
      }
    }
    return true;
  }

  private TreePath lookUp(Open mount, DirectoryKey directory) throws StoreException {
    byte[] path = pathBy(mount, directory);
    return path.length > 0 && path[0] == '/' ? MountTable.below(root, path) : null;
  }

  private static byte[] pathBy(Open mount, DirectoryKey directory) throws StoreException {
    int handle;
    try {
      handle = EventCalls.openByHandle(mount.handle(), directory.type(), directory.handle());
    } catch (StoreException e) {
      if (e.errno() == Errno.ESTALE || e.errno() == Errno.ENOENT) {
        return EMPTY;
      }
      throw e;
    }
    try {
      return Posix.fstat(handle).links() == 0 ? EMPTY : pathOf(handle);
    } finally {
      Posix.close(handle);
    }
  }

  private List<Open> openMounts() throws StoreException {
    if (open.isEmpty()) {
      for (TreePath place : places) {
        int flags = Posix.O_RDONLY | Posix.openDirectory();
        int handle;
        try {
          handle = Posix.openat(Posix.AT_FDCWD, absolute(place), flags, 0);
        } catch (StoreException unmounted) {
          continue;
        }
        open.add(new Open(handle, EventCalls.fileSystemId(handle)));
      }
    }
    return open;
  }

  /** Lets go of the mounts; they are opened again when they are needed. */
  @Override
  public void close() throws StoreException {
    for (Open mount : open) {
      Posix.close(mount.handle());
    }
    open.clear();
  }
}
