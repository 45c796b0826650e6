// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.EventCalls;
import java.io.Closeable;
import java.util.function.Consumer;

/**
 * One event queue of the kernel (inotify(7)).
 *
 * <p>One thread reads; watches may be added and removed by any thread; {@link #wake} ends a read.
 */
public final class Inotify implements Closeable {
  private final EventQueue queue;

  private Inotify(EventQueue queue) {
    this.queue = queue;
  }

  /**
   * Opens a queue.
   *
   * @throws StoreException with EMFILE when the user has too many queues (fs.inotify
   *     .max_user_instances)
   */
  public static Inotify open() throws StoreException {
    return new Inotify(new EventQueue(EventCalls.inotifyInit()));
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
    return EventCalls.inotifyAddWatch(queue.handle(), path, mask);
  }

  /** Removes a watch; one that is gone already is no matter. */
  public void unwatch(int descriptor) {
    try {
      EventCalls.inotifyRemoveWatch(queue.handle(), descriptor);
    } catch (StoreException e) {
      if (e.errno() != Errno.EINVAL) {
        System.getLogger(Inotify.class.getName())
            .log(System.Logger.Level.WARNING, "removing a watch: " + e.getMessage());
      }
    }
  }

  /** Waits until there is something to read or a wake-up; false after {@code timeoutMillis}. */
  public boolean awaitReadable(int timeoutMillis) throws StoreException {
    return queue.awaitReadable(timeoutMillis);
  }

  /** Waits for events and hands over those of one read; returns without any after a wake-up. */
  public void read(Consumer<InotifyEvent> to) throws StoreException {
    InotifyEvent.decode(queue.read(), to);
  }

  /** Whether everything that was in the queue before the call has been handed over, and handled. */
  public boolean isDrained() throws StoreException {
    return queue.isDrained();
  }

  /** Makes a waiting read return, now and ever after. */
  public void wake() throws StoreException {
    queue.wake();
  }

  @Override
  public void close() throws StoreException {
    queue.close();
  }
}
