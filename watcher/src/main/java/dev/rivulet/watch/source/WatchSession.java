// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.source.MountTable.Mount;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The watching of one directory from its appearance to its loss: by one source, and by comparison
 * where that one hears nothing.
 *
 * <p>{@link #start}, {@link #check} and {@link #close} are called by one thread at a time.
 */
final class WatchSession implements Closeable {
  private final SourceKind asked;
  private final WatchScope scope;
  private final SupervisedSource.Opener opener;
  private SourceChoice choice;
  private final MountTable table;
  private final Set<TreePath> polledMounts = ConcurrentHashMap.newKeySet();
  private final Set<TreePath> barredMounts = ConcurrentHashMap.newKeySet();
  private volatile EventSource source;
  private volatile boolean rootLost;
  private volatile boolean closed;
  private Map<TreePath, Mount> mounts;
  private EventSink sink;
  private PolledTrees polled;
  private UnwatchedParts unwatched;

  WatchSession(SourceKind asked, WatchScope scope, SupervisedSource.Opener opener)
      throws IOException {
    this.asked = asked;
    this.scope = scope;
    this.opener = opener;
    this.choice = SourceChoice.of(asked, scope);
    this.table = new MountTable(scope.root());
    try {
      this.mounts = table.mounts();
      this.mounts.values().forEach(this::sort);
      this.source = open();
    } catch (IOException e) {
      table.close();
      throw e;
    }
  }

  /** Where nobody asked for a kind, a lack of event queues is no reason to do nothing. */
  private EventSource open() throws IOException {
    try {
      return opener.open(choice.kind(), watchable());
    } catch (StoreException e) {
      if (asked != SourceKind.AUTO || e.errno() != Errno.EMFILE) {
        throw e;
      }
      String limit = "fs.inotify.max_user_instances or the limit of open files is reached";
      choice = new SourceChoice(SourceKind.POLLING, limit);
      return opener.open(SourceKind.POLLING, watchable());
    }
  }

  /** The scope without what is compared. */
  private WatchScope watchable() {
    return scope.excluding(
        path ->
            scope.excluded().test(path)
                || polledMounts.contains(path)
                || barredMounts.contains(path));
  }

  private WatchScope comparable() {
    return scope.excluding(path -> scope.excluded().test(path) || barredMounts.contains(path));
  }

  private void sort(Mount mount) {
    if (scope.oneFileSystem()) {
      barredMounts.add(mount.point());
    } else if (isToBePolled(mount)) {
      polledMounts.add(mount.point());
    }
  }

  private boolean isToBePolled(Mount mount) {
    return asked == SourceKind.AUTO
        && choice.kind() != SourceKind.POLLING
        && FileSystemType.named(mount.type()).changesElsewhere()
        && !scope.leavesOut(mount.point());
  }

  SourceKind kind() {
    return source.kind();
  }

  int watchedDirectories() {
    return source.watchedDirectories();
  }

  List<Watch> watches() {
    return source.watches();
  }

  /** What is compared, because it is not watched. */
  Set<TreePath> polled() {
    return polled == null ? Set.of() : polled.tops();
  }

  boolean isCaughtUp() throws IOException {
    return closed || source.isCaughtUp();
  }

  /** The source says that its root is not where it was. */
  void rootLost() {
    rootLost = true;
  }

  boolean isRootLost() {
    return rootLost;
  }

  boolean isClosed() {
    return closed;
  }

  void start(EventSink eventSink) throws IOException {
    sink = eventSink;
    polled = new PolledTrees(comparable(), sink);
    unwatched = new UnwatchedParts(scope, polled, sink);
    source.start(sourceSink());
    if (!choice.reason().isEmpty()) {
      sink.unwatched(TreePath.ROOT, choice.reason());
    }
    for (TreePath point : polledMounts) {
      poll(mounts.get(point));
    }
  }

  private EventSink sourceSink() {
    return new ForwardingSink(sink) {
      @Override
      public void unwatched(TreePath directory, String reason) {
        unwatched.add(directory, reason, isLimited());
      }
    };
  }

  private boolean isLimited() {
    return source instanceof Rewatchable rewatchable && rewatchable.isLimited();
  }

  private void poll(Mount mount) {
    String type = FileSystemType.named(mount.type()).name();
    sink.unwatched(mount.point(), type + " does not tell of all changes");
    polled.add(mount.point());
  }

  /** Looks after mounts, and after what could not be watched before. */
  void check() throws IOException {
    if (table.hasChanged()) {
      remount(table.mounts());
    }
    if (source instanceof Rewatchable rewatchable) {
      if (asked == SourceKind.AUTO && rewatchable.isLimited()) {
        changeToFanotify();
      }
      unwatched.tryAgain(rewatchable, source.watchedDirectories());
    }
  }

  // ---------------------------------------------------------------- mounts

  private void remount(Map<TreePath, Mount> now) {
    Set<TreePath> places = new TreeSet<>(now.keySet());
    places.addAll(mounts.keySet());
    Map<TreePath, Mount> before = mounts;
    mounts = now;
    for (TreePath place : places) {
      Mount mount = now.get(place);
      if (!isSame(before.get(place), mount)) {
        remount(place, mount);
      }
    }
  }

  private static boolean isSame(Mount before, Mount now) {
    return before != null && now != null && before.number() == now.number();
  }

  /**
   * @param mount null if there is none any more
   */
  private void remount(TreePath place, Mount mount) {
    if (polledMounts.remove(place)) {
      polled.remove(place);
    }
    barredMounts.remove(place);
    if (mount != null) {
      sort(mount);
    }
    if (polledMounts.contains(place)) {
      poll(mount);
    } else if (!scope.leavesOut(place) && !barredMounts.contains(place)) {
      watchAgain(place);
    }
  }

  private void watchAgain(TreePath place) {
    if (source instanceof Rewatchable rewatchable && !rewatchable.watchAgain(place)) {
      sink.treeUncertain(place);
    }
  }

  // ---------------------------------------------------------------- too many directories

  /** Root has a way to watch that knows no limit; nothing is lost on the change. */
  private void changeToFanotify() throws IOException {
    EventSource unlimited;
    try {
      unlimited = opener.open(SourceKind.FANOTIFY, watchable());
    } catch (IOException notAllowed) {
      return;
    }
    try {
      unlimited.start(sourceSink());
    } catch (IOException notOnThisFileSystem) {
      unlimited.close();
      return;
    }
    EventSource limited = source;
    source = unlimited;
    limited.close();
    unwatched.forgetAll();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      source.close();
      if (polled != null) {
        polled.close();
      }
      table.close();
    }
  }
}
