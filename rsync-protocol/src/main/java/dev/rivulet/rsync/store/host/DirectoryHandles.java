// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.Posix;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The open directories of one tree, the most recently used kept for the next file beside the last.
 *
 * <p>A directory not held open is opened from its nearest ancestor that is, by the tree's {@link
 * PathResolver}; so a parent swapped for a symbolic link between two calls is never passed. Safe
 * for several threads.
 */
final class DirectoryHandles {

  /** Kept open besides those in use. */
  static final int KEPT = 64;

  private final PathResolver resolver;
  private final DirectoryHandle root;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<TreePath, DirectoryHandle> kept =
      new LinkedHashMap<>(2 * KEPT, 0.75f, true);
  private volatile int changes;
  private boolean closed;

  /**
   * @param root handle of the root, owned from now on
   */
  DirectoryHandles(PathResolver resolver, int root) {
    this.resolver = resolver;
    this.root = new DirectoryHandle(this, root);
    this.root.holders = 1;
  }

  /** The open directory at a path; to be closed by the caller. */
  DirectoryHandle open(TreePath path) throws StoreException {
    DirectoryHandle known = lookUp(path);
    if (known != null) {
      return known;
    }
    int seenChanges = changes;
    int number = resolver.links() == LinkPolicy.NEVER ? openFromNearest(path) : openFromRoot(path);
    return keep(path, number, seenChanges);
  }

  private int openFromNearest(TreePath path) throws StoreException {
    TreePath ancestor = path;
    DirectoryHandle nearest = null;
    while (nearest == null) {
      ancestor = ancestor.parent();
      nearest = lookUp(ancestor);
    }
    int skipped = ancestor.isRoot() ? 0 : ancestor.bytes().length + 1;
    try (DirectoryHandle from = nearest) {
      return resolver.openDirectory(from.number(), path.bytes(), skipped, path.bytes().length);
    }
  }

  /** Links may lead up again, so a nearer ancestor would be a wrong boundary. */
  private int openFromRoot(TreePath path) throws StoreException {
    try (DirectoryHandle from = open(TreePath.ROOT)) {
      return resolver.openDirectory(from.number(), path.bytes(), 0, path.bytes().length);
    }
  }

  private DirectoryHandle lookUp(TreePath path) throws StoreException {
    lock.lock();
    try {
      if (closed) {
        throw new StoreException("open", Errno.EBADF);
      }
      DirectoryHandle handle = path.isRoot() ? root : kept.get(path);
      if (handle != null) {
        handle.holders++;
      }
      return handle;
    } finally {
      lock.unlock();
    }
  }

  /** Counts what {@link #forget} was told; to be read before opening what is to be kept. */
  int changes() {
    return changes;
  }

  /**
   * Lends a directory opened at a path, and keeps it there in place of what was there, unless a
   * name has changed its meaning since.
   */
  DirectoryHandle keep(TreePath path, int number, int seenChanges) throws StoreException {
    DirectoryHandle handle = new DirectoryHandle(this, number);
    List<DirectoryHandle> dropped = new ArrayList<>(1);
    lock.lock();
    try {
      handle.holders = 1;
      if (!closed && !path.isRoot() && seenChanges == changes) {
        handle.holders = 2;
        DirectoryHandle before = kept.put(path, handle);
        if (before != null) {
          dropped.add(before);
        } else if (kept.size() > KEPT) {
          Iterator<DirectoryHandle> eldest = kept.values().iterator();
          dropped.add(eldest.next());
          eldest.remove();
        }
      }
    } finally {
      lock.unlock();
    }
    for (DirectoryHandle old : dropped) {
      giveBack(old);
    }
    return handle;
  }

  /** Forgets the directory at a path and all below it: the name now means something else. */
  void forget(TreePath path) throws StoreException {
    List<DirectoryHandle> dropped = new ArrayList<>(0);
    lock.lock();
    try {
      changes = changes + 1;
      Iterator<Map.Entry<TreePath, DirectoryHandle>> entries = kept.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<TreePath, DirectoryHandle> entry = entries.next();
        if (entry.getKey().startsWith(path)) {
          dropped.add(entry.getValue());
          entries.remove();
        }
      }
    } finally {
      lock.unlock();
    }
    for (DirectoryHandle old : dropped) {
      giveBack(old);
    }
  }

  void giveBack(DirectoryHandle handle) throws StoreException {
    lock.lock();
    try {
      if (--handle.holders > 0) {
        return;
      }
    } finally {
      lock.unlock();
    }
    Posix.close(handle.number());
  }

  /** Closes what is not lent; what is lent closes when given back. */
  void close() throws StoreException {
    List<DirectoryHandle> dropped;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      dropped = new ArrayList<>(kept.values());
      dropped.add(root);
      kept.clear();
    } finally {
      lock.unlock();
    }
    for (DirectoryHandle handle : dropped) {
      giveBack(handle);
    }
  }
}
