// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.Posix;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One event queue of the kernel for one directory tree (inotify(7)).
 *
 * <p>One thread reads; watches may be added and removed by any thread; {@link #wake} ends a read.
 */
public final class Inotify implements Closeable {
  private static final int BUFFER = 1 << 20;
  private static final byte[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

  private final byte[] root;
  private final int queue;
  private final int waker;
  private final byte[] buffer = new byte[BUFFER];

  private Inotify(byte[] root, int queue, int waker) {
    this.root = root;
    this.queue = queue;
    this.waker = waker;
  }

  /**
   * Opens a queue.
   *
   * @param root the directory that watched paths are relative to
   * @throws StoreException with EMFILE when the user has too many queues (fs.inotify
   *     .max_user_instances)
   */
  public static Inotify open(byte[] root) throws StoreException {
    int queue = Posix.inotifyInit();
    try {
      return new Inotify(root.clone(), queue, Posix.eventfd());
    } catch (StoreException e) {
      Posix.close(queue);
      throw e;
    }
  }

  /**
   * Watches a directory, never through a symbolic link.
   *
   * @return the watch descriptor; the same one for the same inode
   * @throws StoreException with ENOSPC when the user has too many watches (fs.inotify
   *     .max_user_watches)
   */
  public int watch(TreePath path, int mask) throws StoreException {
    // The root itself is what the user typed and may be a link; everything below it may not.
    int flags = path.isRoot() ? mask & ~InotifyEvent.DONT_FOLLOW : mask;
    return Posix.inotifyAddWatch(queue, absolute(path), flags);
  }

  /** Removes a watch; one that is gone already is no matter. */
  public void unwatch(int descriptor) {
    try {
      Posix.inotifyRemoveWatch(queue, descriptor);
    } catch (StoreException e) {
      if (e.errno() != Errno.EINVAL) {
        System.getLogger(Inotify.class.getName())
            .log(System.Logger.Level.WARNING, "removing a watch: " + e.getMessage());
      }
    }
  }

  /** Waits until there is something to read or a wake-up; false after {@code timeoutMillis}. */
  public boolean awaitReadable(int timeoutMillis) throws StoreException {
    return Posix.poll(timeoutMillis, queue, waker) != 0;
  }

  /** Waits for events and hands over those of one read; returns without any after a wake-up. */
  public void read(Consumer<InotifyEvent> to) throws StoreException {
    int ready = Posix.poll(-1, queue, waker);
    if ((ready & 1) != 0) {
      int length = Posix.read(queue, buffer, 0, buffer.length);
      InotifyEvent.decode(
          ByteBuffer.wrap(buffer, 0, Math.max(0, length)).order(ByteOrder.nativeOrder()), to);
    }
  }

  /** Makes a waiting read return, now and ever after. */
  public void wake() throws StoreException {
    Posix.write(waker, ONE, 0, ONE.length);
  }

  private byte[] absolute(TreePath path) {
    if (path.isRoot()) {
      return root;
    }
    byte[] below = path.bytes();
    byte[] joined = Arrays.copyOf(root, root.length + 1 + below.length);
    joined[root.length] = '/';
    System.arraycopy(below, 0, joined, root.length + 1, below.length);
    return joined;
  }

  @Override
  public void close() throws StoreException {
    Posix.close(queue);
    Posix.close(waker);
  }
}
