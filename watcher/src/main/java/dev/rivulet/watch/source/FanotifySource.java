// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.EventCalls;
import dev.rivulet.watch.source.FanotifyEvent.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Watches a directory tree with fanotify: one mark for each file system it lies on, whatever the
 * number of directories, and no race with new ones. Needs the privileges of root and a kernel from
 * 5.9.
 *
 * <p>Events of the whole file system arrive; those elsewhere are dropped, after one look for each
 * directory. One thread reads.
 */
public final class FanotifySource implements EventSource, Rewatchable {
  private final WatchScope scope;
  private final EventQueue queue;
  private final WatchedMounts mounts;
  private final NewFiles newFiles;
  private final UnlinkedNames unlinked;
  private final LostEvents lostEvents;
  private final TreeJobs jobs;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger marked = new AtomicInteger();
  private EventSink sink;
  private Thread reader;

  /**
   * @throws StoreException with EPERM without the privilege, EINVAL with an older kernel
   */
  public FanotifySource(WatchScope scope) throws IOException {
    this.scope = scope;
    this.newFiles = new NewFiles(scope);
    this.unlinked = new UnlinkedNames(newFiles);
    this.lostEvents = new LostEvents(scope);
    this.jobs = new TreeJobs(scope, this::cannotLook, "rivulet-fanotify-look");
    this.mounts = new WatchedMounts(scope);
    this.queue = new EventQueue(EventCalls.fanotifyInit());
  }

  @Override
  public SourceKind kind() {
    return SourceKind.FANOTIFY;
  }

  @Override
  public void start(EventSink eventSink) throws IOException {
    sink = eventSink;
    for (TreePath place : mounts.places()) {
      mark(place);
    }
    reader = Threads.start("rivulet-fanotify", this::readEvents, sink::rootLost);
  }

  /** The root must be watched; a mount below it that cannot be is compared instead. */
  private void mark(TreePath place) throws StoreException {
    try {
      markWithRenames(mounts.absolute(place));
      marked.incrementAndGet();
    } catch (StoreException e) {
      if (place.isRoot()) {
        throw e;
      }
      sink.unwatched(place, e.getMessage());
    }
  }

  /** Kernels from 5.17 tell both names of a rename at once. */
  private void markWithRenames(byte[] place) throws StoreException {
    try {
      EventCalls.fanotifyMarkFileSystem(queue.handle(), place, FanotifyEvent.CHANGES);
    } catch (StoreException e) {
      if (e.errno() != Errno.EINVAL) {
        throw e;
      }
      EventCalls.fanotifyMarkFileSystem(queue.handle(), place, FanotifyEvent.OLDER_CHANGES);
    }
  }

  @Override
  public boolean isCaughtUp() throws IOException {
    return queue.isDrained() && jobs.isIdle();
  }

  /** File systems, for each of them is watched as a whole. */
  @Override
  public int watchedDirectories() {
    return marked.get();
  }

  @Override
  public boolean watchAgain(TreePath directory) {
    try {
      mounts.reload();
      markWithRenames(mounts.absolute(directory));
      sink.treeUncertain(directory);
      return true;
    } catch (IOException stillNot) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    queue.wake();
    Threads.join(reader);
    jobs.close();
    letGo();
    newFiles.close();
    queue.close();
  }

  private void cannotLook(String reason) {
    sink.unwatched(TreePath.ROOT, reason);
  }

  private void readEvents() {
    while (!closed.get()) {
      try {
        if (!queue.awaitReadable(0)) {
          lostEvents.nothingWaits();
          letGo();
        }
        FanotifyEvent.decode(queue.read(), this::handleOrDoubt);
      } catch (IOException e) {
        if (!closed.get()) {
          sink.unwatched(TreePath.ROOT, "reading events: " + e);
        }
        return;
      }
    }
  }

  private void letGo() throws IOException {
    mounts.close();
    newFiles.rest();
  }

  /** An event that cannot be understood puts everything in doubt. */
  private void handleOrDoubt(FanotifyEvent event) {
    try {
      handle(event);
    } catch (StoreException e) {
      System.getLogger(FanotifySource.class.getName())
          .log(System.Logger.Level.WARNING, "an event of an unknown place", e);
      sink.treeUncertain(TreePath.ROOT);
    }
  }

  private void handle(FanotifyEvent event) throws StoreException {
    if (event.has(FanotifyEvent.QUEUE_OVERFLOW)) {
      sink.overflowed();
      lostEvents.search(jobs, sink, this::reportRenewed);
    } else if (!scope.ignoredProcess().test(event.process())) {
      handleChange(event);
    }
  }

  private void handleChange(FanotifyEvent event) throws StoreException {
    List<TreePath> before = paths(event.entry());
    List<TreePath> after = paths(event.newEntry());
    for (TreePath path : before) {
      if (event.entry().isSelf()) {
        handleSelf(path, event);
      } else if (event.isDirectory()) {
        handleSubdirectory(path, event);
      } else {
        handleFile(path, event);
      }
    }
    if (event.has(FanotifyEvent.RENAME)) {
      reportMove(before, after, event.isDirectory());
    }
    if (event.isDirectory() && event.has(FanotifyEvent.MOVES)) {
      forgetPaths(before, after);
    }
    boolean lost = event.has(FanotifyEvent.DELETE_SELF | FanotifyEvent.MOVE_SELF);
    if (lost && event.isDirectory() && !mounts.isRootThere()) {
      sink.rootLost();
    }
  }

  /** What happens to directories elsewhere changes no path in the tree. */
  private void forgetPaths(List<TreePath> before, List<TreePath> after) {
    if (!before.isEmpty() || !after.isEmpty()) {
      mounts.forget();
    }
  }

  /** The places of an entry in the tree: none for one elsewhere. */
  private List<TreePath> paths(Entry entry) throws StoreException {
    if (entry == null) {
      return List.of();
    }
    List<TreePath> paths = new ArrayList<>(1);
    for (TreePath directory : mounts.paths(entry.directory())) {
      paths.add(entry.isSelf() ? directory : directory.child(entry.name()));
    }
    return paths;
  }

  /** No table tells which directories are new, but those are among the ones that changed. */
  private boolean reportRenewed(TreePath directory, boolean recent) {
    if (recent) {
      sink.treeUncertain(directory);
    }
    return false;
  }

  private void handleSelf(TreePath directory, FanotifyEvent event) {
    if (event.has(FanotifyEvent.ATTRIB)) {
      sink.attributesChanged(directory);
    }
  }

  private void handleSubdirectory(TreePath path, FanotifyEvent event) {
    if (scope.leavesOut(path)) {
      return;
    }
    if (event.has(FanotifyEvent.CREATE)) {
      sink.directoryCreated(path);
    }
    reportGone(path, event);
  }

  /** What happened to one name may come as one event: complete counts more than begun. */
  private void handleFile(TreePath path, FanotifyEvent event) {
    if (NamelessFile.isMeant(path.leaf())) {
      jobs.add(tree -> NamelessFile.report(tree, path.parent(), path.leaf(), sink));
    }
    if (event.has(FanotifyEvent.DELETE)) {
      unlinked.add(path);
    } else if (unlinked.haveLost(path)) {
      return;
    }
    reportGone(path, event);
    if (event.has(FanotifyEvent.CLOSE_WRITE)) {
      sink.changed(path);
    } else if (!event.has(FanotifyEvent.COMPLETE)) {
      reportBegun(path, event);
    }
  }

  private void reportGone(TreePath path, FanotifyEvent event) {
    if (event.has(FanotifyEvent.MOVED_FROM)) {
      sink.movedFrom(path, event.isDirectory());
    }
    if (event.has(FanotifyEvent.DELETE)) {
      sink.removed(path);
    }
    if (event.has(FanotifyEvent.MOVED_TO)) {
      sink.movedTo(path, event.isDirectory());
    }
  }

  private void reportBegun(TreePath path, FanotifyEvent event) {
    if (event.has(FanotifyEvent.CREATE)) {
      newFiles.report(path, sink);
    }
    if (event.has(FanotifyEvent.MODIFY)) {
      sink.written(path);
    } else if (event.has(FanotifyEvent.ATTRIB)) {
      sink.attributesChanged(path);
    }
  }

  /**
   * @param before its old names in the tree, none if it came from elsewhere
   * @param after its new names in the tree, none if it went elsewhere
   */
  private void reportMove(List<TreePath> before, List<TreePath> after, boolean directory) {
    List<TreePath> from = withoutLeftOut(before, directory);
    List<TreePath> to = withoutLeftOut(after, directory);
    if (from.size() == 1 && to.size() == 1) {
      sink.moved(from.get(0), to.get(0), directory);
    } else {
      from.forEach(path -> sink.movedFrom(path, directory));
      to.forEach(path -> sink.movedTo(path, directory));
    }
  }

  private List<TreePath> withoutLeftOut(List<TreePath> paths, boolean directory) {
    return paths.stream().filter(path -> !directory || !scope.leavesOut(path)).toList();
  }

  /** Whether the reason for a failure is that this process or kernel may not watch this way. */
  public static boolean isUnavailable(StoreException failure) {
    return failure.errno() == Errno.EPERM
        || failure.errno() == Errno.EINVAL
        || failure.errno() == Errno.ENOSYS;
  }
}
