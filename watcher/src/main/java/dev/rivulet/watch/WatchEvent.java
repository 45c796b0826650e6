// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.source.SourceKind;
import java.time.Duration;

/** Something a {@link Watcher} has to tell. */
public sealed interface WatchEvent {

  /**
   * A source is watched; from now on no change in it is missed.
   *
   * @param directories that are watched; for fanotify file systems, each as a whole
   */
  record Watching(String source, SourceKind kind, int directories) implements WatchEvent {}

  /** The first complete comparison with a target is done. */
  record Synchronised(String target, Duration took) implements WatchEvent {}

  /**
   * A target has confirmed a change.
   *
   * @param path relative to the base of its source
   * @param lag from the event to the confirmation
   */
  record Confirmed(String target, TreePath path, Kind kind, Duration lag) implements WatchEvent {}

  /** What was confirmed. */
  enum Kind {
    UPDATED,
    DELETED,
    /** A whole directory was compared. */
    COMPARED
  }

  /** A target did not take a batch; the marks wait. */
  record Failing(String target, String reason, Duration retryIn, int marksWaiting)
      implements WatchEvent {}

  /**
   * A target keeps refusing one path, while others arrive.
   *
   * @param path relative to the base of its source
   * @param attempts so far
   */
  record PathFailing(String target, TreePath path, String reason, int attempts)
      implements WatchEvent {}

  /**
   * A target may not set an attribute; the data arrives. Told once for each kind of refusal.
   *
   * @param reason in rsync's words
   */
  record AttributeRefused(String target, String reason) implements WatchEvent {}

  /**
   * A target refuses to delete; updates go on. Told once.
   *
   * @param reason in the target's words
   */
  record DeletionsRefused(String target, String reason) implements WatchEvent {}

  /**
   * More would be deleted at a target than needs no permission; the deletions wait until {@link
   * Watcher#release}, updates go on.
   *
   * @param deletions files and directories that would go; 0 if the source is empty
   */
  record DeletionsHeld(String target, long deletions) implements WatchEvent {}

  /** A target that failed works again. */
  record Recovered(String target) implements WatchEvent {}

  /** A target is left alone on request, or not any more; its changes are noted meanwhile. */
  record Paused(String target, boolean paused) implements WatchEvent {}

  /** The source directory is gone or is another one; nothing is sent until it is back. */
  record SourceLost(String source, boolean replaced) implements WatchEvent {}

  /** The source directory is back. */
  record SourceBack(String source) implements WatchEvent {}

  /** Events were lost or a directory cannot be watched; a comparison will cover it. */
  record Degraded(String reason) implements WatchEvent {}

  /** A target was compared with its source, and what had been lost is being sent. */
  record Verified(Verification verification) implements WatchEvent {}

  /**
   * A target takes two names of the source for one, as where case does not count, so that it has
   * only one of the two files. Told once for each pair.
   *
   * @param path relative to the base of the source, as is {@code other}
   * @param other the file that the target has
   */
  record NamesClash(String target, TreePath path, TreePath other) implements WatchEvent {}

  /** A hook could not do what it is for; the transfers go on. */
  record HookFailed(String hook, String reason) implements WatchEvent {}
}
