// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.event;

import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.source.Threads;
import dev.rivulet.watch.tools.EventStream;
import dev.rivulet.watch.tools.SeenEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watches one directory and hands its events to handlers, in a thread of its own. A directory that
 * goes away is waited for.
 */
public final class EventMonitor implements Closeable {
  /** How often a directory is looked at that is gone, or whose going may have had no event. */
  private static final long LOOK_MILLIS = 1_000;

  private final EventTask task;
  private final WatchListener listener;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();

  /** Null while there is none. */
  private EventStream stream;

  private volatile int watches;
  private volatile boolean closed;

  private EventMonitor(EventTask task, WatchListener listener) {
    this.task = task;
    this.listener = listener;
    this.thread = new Thread(this::run, "rivulet-events " + task.name());
  }

  /**
   * Watches; returns when all directories that are there are watched.
   *
   * @param listener is told of what goes wrong
   * @throws IOException if the directory cannot be watched
   */
  public static EventMonitor start(EventTask task, WatchListener listener) throws IOException {
    EventMonitor monitor = new EventMonitor(task, listener);
    monitor.open();
    task.handlers().forEach(handler -> handler.start(listener));
    monitor.thread.start();
    return monitor;
  }

  /** Directories watched at the moment. */
  public int watchedDirectories() {
    return watches;
  }

  /** Waits until it has been closed. */
  public void await() throws InterruptedException {
    thread.join();
  }

  private void open() throws IOException {
    EventStream opened = new EventStream(task.request(), new Troubles());
    try {
      opened.start();
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
    lock.lock();
    try {
      stream = opened;
      watches = opened.watches();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!closed) {
        handleEvents();
        if (!closed) {
          awaitSource();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until the directory is gone or the monitor is closed. */
  private void handleEvents() throws InterruptedException {
    try (EventStream events = stream) {
      try {
        while (!closed && events.watches() > 0) {
          SeenEvent event = events.next(LOOK_MILLIS);
          watches = events.watches();
          if (event != null) {
            handle(event);
          }
        }
      } finally {
        forget();
      }
    } catch (IOException e) {
      tell("events cannot be read: " + e.getMessage());
    }
  }

  /** A stream that is about to be closed must not be woken. */
  private void forget() {
    lock.lock();
    try {
      stream = null;
      watches = 0;
    } finally {
      lock.unlock();
    }
  }

  private void handle(SeenEvent event) throws InterruptedException {
    for (EventHandler handler : task.handlers()) {
      try {
        handler.on(event);
      } catch (IOException e) {
        tell(String.valueOf(e.getMessage()));
      }
    }
  }

  private void awaitSource() throws InterruptedException {
    tell("the directory " + new String(task.source(), StandardCharsets.UTF_8) + " is gone");
    while (!closed) {
      Thread.sleep(LOOK_MILLIS);
      try {
        open();
        tell("the directory is back");
        return;
      } catch (IOException e) {
        System.getLogger(EventMonitor.class.getName())
            .log(System.Logger.Level.DEBUG, "still not to be watched", e);
      }
    }
  }

  private void tell(String problem) {
    listener.on(new WatchEvent.HookFailed(task.name(), problem));
  }

  @Override
  public void close() throws IOException {
    closed = true;
    lock.lock();
    try {
      if (stream != null) {
        stream.wake();
      }
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    Threads.join(thread);
    IOException failure = null;
    for (EventHandler handler : task.handlers()) {
      try {
        handler.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Goes on with what can be watched. */
  private final class Troubles implements EventStream.Observer {
    @Override
    public void unwatched(byte[] path, String reason) {
      tell(new String(path, StandardCharsets.UTF_8) + " cannot be watched: " + reason);
    }

    @Override
    public void overflowed() {
      tell("the kernel dropped events; raise /proc/sys/fs/inotify/max_queued_events");
    }
  }
}
