// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.EventCalls;
import dev.rivulet.rsync.store.Posix;
import dev.rivulet.rsync.store.StoreException;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * One event queue of the kernel (inotify(7)).
 *
 * <p>One thread reads; watches may be added and removed by any thread; {@link #wake} ends a read.
 */
public final class Inotify implements Closeable {
  private static final int BUFFER = 1 << 20;
  private static final byte[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

  private final int queue;
  private final int waker;
  private final byte[] buffer = new byte[BUFFER];

  private Inotify(int queue, int waker) {
    this.queue = queue;
    this.waker = waker;
  }

  /**
   * Opens a queue.
   *
   * @throws StoreException with EMFILE when the user has too many queues (fs.inotify
   *     .max_user_instances)
   */
  public static Inotify open() throws StoreException {
    int queue = EventCalls.inotifyInit();
    try {
      return new Inotify(queue, EventCalls.eventfd());
    } catch (StoreException e) {
      Posix.close(queue);
      throw e;
    }
  }

  /**
   * Watches a file or directory.
   *
   * @param path absolute, or relative to the current directory
   * @param mask of events, and {@link InotifyEvent#DONT_FOLLOW} for a symbolic link itself
   * @return the watch descriptor; the same one for the same inode
   * @throws StoreException with ENOSPC when the user has too many watches (fs.inotify
   *     .max_user_watches)
   */
  public int watch(byte[] path, int mask) throws StoreException {
    return EventCalls.inotifyAddWatch(queue, path, mask);
  }

  /** Removes a watch; one that is gone already is no matter. */
  public void unwatch(int descriptor) {
    try {
      EventCalls.inotifyRemoveWatch(queue, descriptor);
    } catch (StoreException e) {
      if (e.errno() != Errno.EINVAL) {
        System.getLogger(Inotify.class.getName())
            .log(System.Logger.Level.WARNING, "removing a watch: " + e.getMessage());
      }
    }
  }

  /** Waits until there is something to read or a wake-up; false after {@code timeoutMillis}. */
  public boolean awaitReadable(int timeoutMillis) throws StoreException {
    return EventCalls.poll(timeoutMillis, queue, waker) != 0;
  }

  /** Waits for events and hands over those of one read; returns without any after a wake-up. */
  public void read(Consumer<InotifyEvent> to) throws StoreException {
    int ready = EventCalls.poll(-1, queue, waker);
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

  @Override
  public void close() throws StoreException {
    Posix.close(queue);
    Posix.close(waker);
  }
}
