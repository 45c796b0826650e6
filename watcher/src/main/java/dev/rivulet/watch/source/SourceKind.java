// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;
import java.util.Locale;

/** How changes are heard of. */
public enum SourceKind {
  /** The kind that fits the directory; see {@link SourceChoice}. */
  AUTO,
  /** A watch for each directory; for everybody, up to the user's limit of watches. */
  INOTIFY,
  /** A mark for each file system; for root, whatever the number of directories. */
  FANOTIFY,
  /** Comparison with what was there before; works on every file system, late. */
  POLLING,
  /** The JDK's own service; for comparison, and where the others fail. */
  WATCHSERVICE;

  /** Whether a source of this kind knows what it has not reported yet. */
  public boolean knowsItsQueue() {
    return this == INOTIFY || this == FANOTIFY;
  }

  /**
   * As typed on a command line.
   *
   * @throws RsyncException (exit code 1) for a word that is no kind
   */
  public static SourceKind of(String typed) throws RsyncException {
    for (SourceKind kind : values()) {
      if (kind.word().equalsIgnoreCase(typed)) {
        return kind;
      }
    }
    throw new RsyncException(
        ExitCode.SYNTAX,
        "rsync: --event-source="
            + typed
            + ": choose auto, inotify, fanotify, polling or watchservice");
  }

  /**
   * What a source of this kind watches, in words.
   *
   * @param places as {@link EventSource#watchedDirectories()} counts them
   */
  public String watched(int places) {
    String one = this == FANOTIFY ? "file system" : "directory";
    String several = this == FANOTIFY ? "file systems" : "directories";
    return places + " " + (places == 1 ? one : several) + " by " + word();
  }

  /** As typed on a command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Opens a source of this kind.
   *
   * @throws RsyncException (exit code 4) if this process or kernel may not watch this way
   */
  public EventSource open(WatchScope scope) throws IOException {
    return new SupervisedSource(this, scope);
  }

  /** As {@link #open}, without anybody who looks after it; this is not {@link #AUTO}. */
  EventSource openBare(WatchScope scope) throws IOException {
    switch (this) {
      case FANOTIFY:
        return openFanotify(scope);
      case POLLING:
        return new PollingSource(scope);
      case WATCHSERVICE:
        return new WatchServiceSource(scope);
      default:
        return new InotifySource(scope);
    }
  }

  private static EventSource openFanotify(WatchScope scope) throws IOException {
    try {
      return new FanotifySource(scope);
    } catch (StoreException e) {
      if (!FanotifySource.isUnavailable(e)) {
        throw e;
      }
      throw new RsyncException(
          ExitCode.UNSUPPORTED,
          "fanotify needs root and a kernel from 5.9 ("
              + e.getMessage()
              + "): leave out --event-source to use inotify",
          e);
    }
  }
}
