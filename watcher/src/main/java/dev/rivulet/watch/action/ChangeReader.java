// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.source.InotifyEvent;
import dev.rivulet.watch.source.Watch;
import dev.rivulet.watch.tools.EventStream;
import dev.rivulet.watch.tools.PathChoice;
import dev.rivulet.watch.tools.SeenEvent;
import dev.rivulet.watch.tools.WatchRequest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Turns the raw events of one source into those that actions are told of: both halves of a move in
 * one, what is excluded left out, everything inside a new directory as created.
 *
 * <p>{@link #run} is a thread's life; {@link #close} from another one ends it.
 */
public final class ChangeReader implements Runnable, Closeable {
  /** Half a move waits so long for the other half. */
  private static final long HALF_MOVE_MILLIS = 30;

  private static final int STRUCTURE =
      InotifyEvent.CREATE
          | InotifyEvent.DELETE
          | InotifyEvent.MOVED_FROM
          | InotifyEvent.MOVED_TO
          | InotifyEvent.ATTRIB;

  private final byte[] source;
  private final FilterList filters;
  private final Consumer<Change> sink;
  private final Runnable lost;
  private final ActionLog log;
  private final EventStream events;
  private SeenEvent halfMove;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;

  /** Guarded by the lock: a queue that is closed cannot be woken. */
  private boolean ended;

  /**
   * Watches everything below a source.
   *
   * @param source absolute, with a slash at the end
   * @param filters what is left out
   * @param sink is told every change
   * @param lost is called when the kernel dropped events
   * @throws IOException if the source cannot be watched
   */
  public ChangeReader(
      byte[] source,
      FilterList filters,
      EventMode mode,
      Consumer<Change> sink,
      Runnable lost,
      ActionLog log)
      throws IOException {
    this.source = source.clone();
    this.filters = filters;
    this.sink = sink;
    this.lost = lost;
    this.log = log;
    WatchRequest request =
        new WatchRequest(
            List.of(this.source),
            List.of(),
            STRUCTURE
                | (mode.heedsClosing() ? InotifyEvent.CLOSE_WRITE : 0)
                | (mode.heedsWriting() ? InotifyEvent.MODIFY : 0),
            true,
            true,
            new Unfiltered(),
            false);
    this.events = new EventStream(request, new Observer());
    try {
      events.start();
    } catch (IOException e) {
      events.close();
      throw e;
    }
  }

  /** Directories that are watched, by the number of the watch; for any thread. */
  public List<Watch> watches() {
    return events.places().stream()
        .map(place -> new Watch(place.descriptor(), TreePath.of(below(place.path()))))
        .sorted(Comparator.comparingInt(Watch::descriptor))
        .toList();
  }

  /** The path of a directory without the source and without the slash at its end. */
  private byte[] below(byte[] directory) {
    int end = Math.max(source.length, directory.length - 1);
    return Arrays.copyOfRange(directory, source.length, end);
  }

  /** Reads until it is closed. */
  @Override
  public void run() {
    try {
      while (!closed) {
        SeenEvent event = events.next(halfMove == null ? -1 : HALF_MOVE_MILLIS);
        if (event == null) {
          endHalfMove();
        } else {
          read(event);
        }
      }
    } catch (IOException e) {
      log.log("Error", "events of " + text(source) + " cannot be read: " + e.getMessage());
    } finally {
      end();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      events.close();
    } catch (IOException e) {
      log.log("Error", "closing the watches of " + text(source) + ": " + e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private void read(SeenEvent event) {
    if (halfMove != null) {
      SeenEvent from = halfMove;
      boolean pair =
          has(event, InotifyEvent.MOVED_TO) && event.cookie() == from.cookie() && isBelow(event);
      if (pair) {
        halfMove = null;
        tellMove(path(from), path(event));
        return;
      }
      endHalfMove();
    }
    if (isBelow(event)) {
      tellOne(event);
    }
  }

  private void tellOne(SeenEvent event) {
    String path = path(event);
    if (has(event, InotifyEvent.MOVED_FROM)) {
      halfMove = event;
    } else if (has(event, InotifyEvent.MOVED_TO)) {
      tellNew(path);
    } else if (has(event, InotifyEvent.CREATE)) {
      tell(EventKind.CREATE, path);
    } else if (has(event, InotifyEvent.DELETE)) {
      tell(EventKind.DELETE, path);
    } else if (has(event, InotifyEvent.CLOSE_WRITE) || has(event, InotifyEvent.MODIFY)) {
      tell(EventKind.MODIFY, path);
    } else if (has(event, InotifyEvent.ATTRIB)) {
      tell(EventKind.ATTRIB, path);
    }
  }

  private void endHalfMove() {
    if (halfMove != null) {
      String path = path(halfMove);
      halfMove = null;
      tell(EventKind.DELETE, path);
    }
  }

  private void tell(EventKind kind, String path) {
    if (!isExcluded(path)) {
      sink.accept(Change.of(kind, path));
    }
  }

  /** A move with one end left out is a creation or a deletion. */
  private void tellMove(String origin, String destination) {
    boolean gone = isExcluded(destination);
    if (isExcluded(origin)) {
      tellNew(destination);
    } else if (gone) {
      tell(EventKind.DELETE, origin);
    } else {
      sink.accept(Change.move(origin, destination));
    }
  }

  /** Something has arrived from elsewhere, a directory with all that is in it. */
  private void tellNew(String path) {
    tell(EventKind.CREATE, path);
    if (!path.endsWith("/") || isExcluded(path)) {
      return;
    }
    Deque<String> open = new ArrayDeque<>(List.of(path));
    while (!open.isEmpty()) {
      String directory = open.pop();
      for (String child : children(directory)) {
        tell(EventKind.CREATE, child);
        if (child.endsWith("/") && !isExcluded(child)) {
          open.push(child);
        }
      }
    }
  }

  private List<String> children(String directory) {
    List<String> children = new ArrayList<>();
    try (Workspace workspace = LocalFiles.currentDirectory().open();
        FileTree tree = workspace.open(joined(source, bytes(directory)))) {
      tree.scan(
          TreePath.ROOT,
          new EntryVisitor() {
            @Override
            public void entry(byte[] name, FileAttributes attributes) {
              children.add(directory + chars(name) + (attributes.isDirectory() ? "/" : ""));
            }

            @Override
            public void failed(byte[] name, StoreException reason) {
              // Gone again: its deletion has an event of its own.
            }
          });
    } catch (IOException e) {
      log.log("Error", "cannot list " + text(bytes(directory)) + ": " + e.getMessage());
    }
    return children;
  }

  /** Whether a pattern matches the path or a directory above it. */
  private boolean isExcluded(String path) {
    if (filters.isEmpty()) {
      return false;
    }
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (isExcluded(path.substring(0, slash), true)) {
        return true;
      }
    }
    return !path.endsWith("/") && isExcluded(path, false);
  }

  private boolean isExcluded(String name, boolean directory) {
    return filters.excludes(bytes(name), directory, FilterList.Side.SENDER);
  }

  private static boolean has(SeenEvent event, int bit) {
    return (event.mask() & bit) != 0;
  }

  /** Events about the source itself have no name. */
  private static boolean isBelow(SeenEvent event) {
    return event.name().length > 0;
  }

  private String path(SeenEvent event) {
    String path = chars(event.path()).substring(source.length);
    return event.isDirectory() ? path + "/" : path;
  }

  private static String chars(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String chars) {
    return chars.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[] front, byte[] back) {
    return bytes(chars(front) + chars(back));
  }

  @Override
  public void close() throws IOException {
    closed = true;
    lock.lock();
    try {
      if (!ended) {
        events.wake();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What is excluded is not looked into. Events of all paths are wanted: moves have two ends. */
  private final class Unfiltered implements PathChoice {
    @Override
    public boolean accepts(byte[] path) {
      return true;
    }

    @Override
    public boolean prunes(byte[] directory) {
      return isExcluded(chars(directory).substring(source.length) + "/");
    }
  }

  private final class Observer implements EventStream.Observer {
    @Override
    public void unwatched(byte[] path, String reason) {
      log.log("Error", "cannot watch " + text(path) + ": " + reason);
    }

    @Override
    public void overflowed() {
      log.log("Normal", "--- OVERFLOW in event queue ---");
      lost.run();
    }
  }
}
