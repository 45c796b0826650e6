// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.source.Inotify;
import dev.rivulet.watch.source.InotifyEvent;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The events of some files and directories, in the kernel's order.
 *
 * <p>A new directory is watched first and listed afterwards. What the listing finds was made before
 * the watch stood: it is reported as created (a file also as written and closed) unless the kernel
 * reports it too. Owned by one thread, but for {@link #wake} and {@link #places}.
 */
public final class EventStream implements Closeable {

  /** What a stream tells besides events. */
  public interface Observer {
    /** A path is about to be watched. */
    default void watching(byte[] path) {}

    /** A path is watched, with all below it if that was asked for. */
    default void watched(byte[] path) {}

    /** A directory below a path cannot be watched. */
    void unwatched(byte[] path, String reason);

    /** The kernel dropped events. */
    void overflowed();
  }

  /** How long the second half of a move may take before the first counts as a removal. */
  private static final int MOVE_GRACE_MILLIS = 20;

  private static final int NEEDED_TO_FOLLOW =
      InotifyEvent.CREATE
          | InotifyEvent.MOVED_FROM
          | InotifyEvent.MOVED_TO
          | InotifyEvent.DELETE_SELF
          | InotifyEvent.MOVE_SELF;

  /** What our own listing of a directory causes too. */
  private static final int CAUSED_BY_LISTING = 0x1 | 0x10 | 0x20;

  private final WatchRequest request;
  private final Observer observer;
  private final Inotify inotify;
  private final Workspace files;
  private final Map<Integer, Place> places = new ConcurrentHashMap<>();
  private final Map<Integer, Place> movedAway = new HashMap<>();
  private final Deque<SeenEvent> seen = new ArrayDeque<>();

  /** What a listing found: the kernel's own report of it, if it comes, is left out. */
  private final FoundNames found = new FoundNames();

  private boolean lostPlace;

  /**
   * Opens a queue; nothing is watched yet.
   *
   * @throws StoreException if the kernel gives no queue
   */
  public EventStream(WatchRequest request, Observer observer) throws IOException {
    this.request = request;
    this.observer = observer;
    this.files = LocalFiles.currentDirectory().open();
    this.inotify = Inotify.open();
  }

  /**
   * Sets the watches of all paths.
   *
   * @throws WatchFailure for a path that cannot be watched
   */
  public void start() throws WatchFailure {
    for (byte[] path : request.paths()) {
      observer.watching(path);
      watchRoot(path);
      observer.watched(path);
    }
  }

  /** How many places are watched. */
  public int watches() {
    return places.size();
  }

  /** What is watched, in no order; for any thread. */
  public List<Place> places() {
    return List.copyOf(places.values());
  }

  /** Whether only one event was wanted and a place is gone before it came. */
  public boolean hasEnded() {
    return request.once() && lostPlace;
  }

  /** Makes a waiting {@link #next} return null, now and ever after. */
  public void wake() throws IOException {
    inotify.wake();
  }

  /**
   * The next event that was asked for.
   *
   * @param timeoutMillis to wait at most, negative for ever
   * @return null if there was none in time, or after a wake-up, or if only one event is wanted and
   *     its place is gone
   */
  public SeenEvent next(long timeoutMillis) throws IOException {
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
    while (seen.isEmpty()) {
      if (hasEnded()) {
        return null;
      }
      long left = timeoutMillis < 0 ? -1 : Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
      if (!read(left)) {
        return null;
      }
    }
    return seen.poll();
  }

  /** Reads what is there; false if nothing came. */
  private boolean read(long timeoutMillis) throws IOException {
    boolean halfMoves = !movedAway.isEmpty();
    long wait = halfMoves ? MOVE_GRACE_MILLIS : timeoutMillis;
    if (!inotify.awaitReadable((int) Math.min(wait, Integer.MAX_VALUE))) {
      found.forget();
      if (halfMoves) {
        forgetMovedAway();
        return true;
      }
      return false;
    }
    int[] count = {0};
    inotify.read(
        event -> {
          count[0]++;
          handle(event);
        });
    return count[0] > 0;
  }

  // Watching

  private void watchRoot(byte[] path) throws WatchFailure {
    try {
      FileAttributes itself = files.stat(path, false);
      FileAttributes target = request.follow() ? files.stat(path, true) : itself;
      int flags = request.follow() ? 0 : InotifyEvent.DONT_FOLLOW;
      boolean slash = itself.isDirectory() && path[path.length - 1] != '/';
      boolean tree = request.recursive() && target.isDirectory();
      int descriptor = inotify.watch(path, (tree ? listingMask() : request.wanted()) | flags);
      Place root = Place.root(descriptor, slash ? withSlash(path) : path);
      places.put(descriptor, root);
      if (tree) {
        watchBelow(root, false);
        if (hearsListings()) {
          inotify.watch(path, mask() | flags);
        }
      }
    } catch (IOException e) {
      throw new WatchFailure(path, e);
    }
  }

  private int mask() {
    return request.wanted() | NEEDED_TO_FOLLOW;
  }

  /** As long as directories are listed, what that causes is not heard. */
  private int listingMask() {
    return mask() & ~CAUSED_BY_LISTING;
  }

  private boolean hearsListings() {
    return (request.wanted() & CAUSED_BY_LISTING) != 0;
  }

  /**
   * Watches all directories below one.
   *
   * @param announce whether what is found is reported as new
   */
  private void watchBelow(Place top, boolean announce) {
    List<Place> listed = list(top, announce);
    if (hearsListings()) {
      for (Place place : listed) {
        hearAll(place);
      }
    }
  }

  private void hearAll(Place place) {
    try {
      inotify.watch(place.path(), mask() | InotifyEvent.ONLY_DIRECTORY | InotifyEvent.DONT_FOLLOW);
    } catch (StoreException e) {
      if (!e.isMissing() && e.errno() != Errno.ENOTDIR && e.errno() != Errno.ELOOP) {
        observer.unwatched(place.path(), e.getMessage());
      }
    }
  }

  /** The directories below one, all watched and listed. */
  private List<Place> list(Place top, boolean announce) {
    List<Place> listed = new ArrayList<>();
    Deque<Place> open = new ArrayDeque<>(List.of(top));
    while (!open.isEmpty()) {
      Place place = open.pop();
      for (Entry entry : entries(place)) {
        boolean directory = entry.attributes().isDirectory();
        if (announce) {
          announce(place, entry, directory);
        }
        Place child = directory ? watchChild(place, entry.name()) : null;
        if (child != null) {
          open.push(child);
          listed.add(child);
        }
      }
    }
    return listed;
  }

  /** Watches a directory; null if it is left out, gone, or cannot be watched. */
  private Place watchChild(Place parent, byte[] name) {
    byte[] path = joined(parent.path(), name);
    if (isLeftOut(path) || request.filter().prunes(path)) {
      return null;
    }
    try {
      int flags = InotifyEvent.ONLY_DIRECTORY | InotifyEvent.DONT_FOLLOW;
      int descriptor = inotify.watch(path, listingMask() | flags);
      Place known = places.get(descriptor);
      if (known != null) {
        return null;
      }
      Place child = Place.below(parent, name, descriptor);
      places.put(descriptor, child);
      return child;
    } catch (StoreException e) {
      if (!e.isMissing() && e.errno() != Errno.ENOTDIR && e.errno() != Errno.ELOOP) {
        observer.unwatched(path, e.getMessage());
      }
      return null;
    }
  }

  private boolean isLeftOut(byte[] path) {
    for (byte[] left : request.left()) {
      int length = left.length > 1 && left[left.length - 1] == '/' ? left.length - 1 : left.length;
      if (Arrays.equals(left, 0, length, path, 0, path.length)) {
        return true;
      }
    }
    return false;
  }

  private record Entry(byte[] name, FileAttributes attributes) {}

  private List<Entry> entries(Place place) {
    List<Entry> entries = new ArrayList<>();
    try (FileTree tree = files.open(place.path())) {
      tree.scan(
          TreePath.ROOT,
          new EntryVisitor() {
            @Override
            public void entry(byte[] name, FileAttributes attributes) {
              entries.add(new Entry(name, attributes));
            }

            @Override
            public void failed(byte[] name, StoreException reason) {
              // Gone again: its deletion has an event of its own.
            }
          });
    } catch (StoreException e) {
      if (!e.isMissing() && e.errno() != Errno.ENOTDIR) {
        observer.unwatched(place.path(), e.getMessage());
      }
    } catch (IOException e) {
      observer.unwatched(place.path(), String.valueOf(e.getMessage()));
    }
    return entries;
  }

  private void announce(Place place, Entry entry, boolean directory) {
    found.add(place.descriptor(), entry.name());
    int created = InotifyEvent.CREATE | (directory ? InotifyEvent.IS_DIRECTORY : 0);
    report(place, entry.name(), created, 0);
    if (entry.attributes().isRegular()) {
      report(place, entry.name(), InotifyEvent.CLOSE_WRITE, 0);
    }
  }

  // Events

  private void handle(InotifyEvent event) {
    if (event.has(InotifyEvent.QUEUE_OVERFLOW)) {
      observer.overflowed();
      watchForgotten();
      return;
    }
    Place place = places.get(event.descriptor());
    if (place == null) {
      return;
    }
    if (event.has(InotifyEvent.IGNORED)) {
      places.remove(event.descriptor());
      place.detach();
      lostPlace = true;
      return;
    }
    boolean known = event.has(InotifyEvent.CREATE) && found.take(event.descriptor(), event.name());
    if (!known) {
      report(place, event.name(), event.mask(), event.cookie());
    }
    if (event.isDirectory() && request.recursive() && event.name().length > 0) {
      follow(place, event);
    }
  }

  private void report(Place at, byte[] name, int mask, int cookie) {
    SeenEvent event = new SeenEvent(at, at.path(), name, mask, cookie);
    if ((mask & request.wanted()) != 0 && request.filter().accepts(event.path())) {
      seen.add(event);
    }
  }

  private void follow(Place parent, InotifyEvent event) {
    if (event.has(InotifyEvent.CREATE)) {
      Place added = watchChild(parent, event.name());
      if (added != null) {
        watchNew(added, true);
      }
    } else if (event.has(InotifyEvent.MOVED_FROM)) {
      Place moved = parent.child(event.name());
      if (moved != null) {
        moved.detach();
        movedAway.put(event.cookie(), moved);
      }
    } else if (event.has(InotifyEvent.MOVED_TO)) {
      Place moved = movedAway.remove(event.cookie());
      if (moved != null) {
        moved.moveTo(parent, event.name());
        return;
      }
      Place added = watchChild(parent, event.name());
      if (added != null) {
        watchNew(added, false);
      }
    }
  }

  private void watchNew(Place added, boolean announce) {
    watchBelow(added, announce);
    if (hearsListings()) {
      hearAll(added);
    }
  }

  private void forgetMovedAway() {
    for (Place moved : movedAway.values()) {
      for (Place gone : moved.subtree()) {
        places.remove(gone.descriptor());
        inotify.unwatch(gone.descriptor());
      }
    }
    movedAway.clear();
  }

  /** After an overflow: directories whose creation was dropped are watched now. */
  private void watchForgotten() {
    if (!request.recursive()) {
      return;
    }
    for (Place place : List.copyOf(places.values())) {
      for (Entry entry : entries(place)) {
        if (entry.attributes().isDirectory() && place.child(entry.name()) == null) {
          Place added = watchChild(place, entry.name());
          if (added != null) {
            watchNew(added, true);
          }
        }
      }
    }
  }

  private static byte[] withSlash(byte[] path) {
    return joined(path, new byte[] {'/'});
  }

  private static byte[] joined(byte[] front, byte[] back) {
    byte[] joined = Arrays.copyOf(front, front.length + back.length);
    System.arraycopy(back, 0, joined, front.length, back.length);
    return joined;
  }

  @Override
  public void close() throws IOException {
    try (files) {
      inotify.close();
    }
  }
}
