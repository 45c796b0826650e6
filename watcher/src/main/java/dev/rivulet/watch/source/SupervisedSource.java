// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.FileIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watches a directory for as long as it is there, and again when it is back.
 *
 * <p>A second thread looks after the rest: whether the root is still the directory that is watched,
 * which no event tells if a directory above it is renamed; what is mounted in the tree; and what
 * has to be compared because it cannot be watched. A directory that comes back is set up anew and
 * reported as a whole; nothing is reported while it is away. A source that breaks down is set up
 * anew too.
 */
public final class SupervisedSource implements EventSource {
  /** From one look at the root to the next. */
  private static final long LOOK_MILLIS = 1000;

  private final SourceKind asked;
  private final WatchScope scope;
  private final Opener opener;
  private final long lookMillis;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private EventSink sink;
  private volatile WatchSession session;
  private Optional<FileIdentity> watched = Optional.empty();
  private String trouble = "";
  private boolean closed;
  private Thread thread;

  /** Makes a source of a kind; to be replaced in tests. */
  @FunctionalInterface
  interface Opener {
    EventSource open(SourceKind kind, WatchScope scope) throws IOException;
  }

  /**
   * @param asked may be {@link SourceKind#AUTO}
   * @throws IOException if the root cannot be watched
   */
  public SupervisedSource(SourceKind asked, WatchScope scope) throws IOException {
    this(asked, scope, SourceKind::openBare, LOOK_MILLIS);
  }

  SupervisedSource(SourceKind asked, WatchScope scope, Opener opener, long lookMillis)
      throws IOException {
    this.asked = asked;
    this.scope = scope;
    this.opener = opener;
    this.lookMillis = lookMillis;
    this.session = new WatchSession(asked, scope, opener);
  }

  @Override
  public SourceKind kind() {
    return session.kind();
  }

  @Override
  public void start(EventSink eventSink) throws IOException {
    sink = eventSink;
    watched = look();
    session.start(sinkOf(session));
    thread = new Thread(this::supervise, "rivulet-watch-supervisor");
    thread.setDaemon(true);
    thread.start();
  }

  private EventSink sinkOf(WatchSession reporting) {
    return new ForwardingSink(sink) {
      @Override
      public void rootLost() {
        reporting.rootLost();
        lock.lock();
        try {
          woken.signalAll();
        } finally {
          lock.unlock();
        }
      }
    };
  }

  @Override
  public int watchedDirectories() {
    return session.watchedDirectories();
  }

  @Override
  public List<Watch> watches() {
    return session.watches();
  }

  @Override
  public Set<TreePath> polled() {
    return session.polled();
  }

  @Override
  public boolean isCaughtUp() throws IOException {
    return session.isCaughtUp();
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
    Threads.join(thread);
    session.close();
  }

  // ---------------------------------------------------------------- the supervisor

  private void supervise() {
    try {
      while (pause()) {
        lookAfter();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False at the end. */
  private boolean pause() throws InterruptedException {
    lock.lock();
    try {
      if (!closed && (session.isClosed() || !session.isRootLost())) {
        woken.await(lookMillis, TimeUnit.MILLISECONDS);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void lookAfter() {
    Optional<FileIdentity> now = look();
    try {
      if (!session.isClosed() && (session.isRootLost() || !now.equals(watched))) {
        session.close();
        sink.rootLost();
      }
      if (session.isClosed() && now.isPresent()) {
        setUpAgain(now);
      } else if (!session.isClosed()) {
        session.check();
      }
      trouble = "";
    } catch (IOException e) {
      tellOnce(String.valueOf(e.getMessage()));
    } catch (RuntimeException defect) {
      System.getLogger(SupervisedSource.class.getName())
          .log(System.Logger.Level.ERROR, "looking after a source broke down", defect);
      tellOnce(String.valueOf(defect));
    }
  }

  private void setUpAgain(Optional<FileIdentity> now) throws IOException {
    WatchSession next = new WatchSession(asked, scope, opener);
    try {
      next.start(sinkOf(next));
    } catch (IOException e) {
      next.close();
      throw e;
    }
    session = next;
    watched = now;
    sink.treeUncertain(TreePath.ROOT);
  }

  /** The directory that stands there, if one does. */
  private Optional<FileIdentity> look() {
    try {
      return Optional.of(FileIdentity.of(scope.root())).filter(FileIdentity::directory);
    } catch (StoreException unreachable) {
      return Optional.empty();
    }
  }

  private void tellOnce(String problem) {
    if (!problem.equals(trouble)) {
      trouble = problem;
      sink.unwatched(TreePath.ROOT, problem);
    }
  }
}
