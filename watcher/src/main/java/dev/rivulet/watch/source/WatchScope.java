// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.TreePath;
import java.time.Duration;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * What is to be watched. Immutable.
 *
 * @param root the directory, a path as the system knows it
 * @param files opens the same directory to look into it; nothing is held open while nothing
 *     happens, so that a file system can be unmounted
 * @param excluded directories, relative to the root, that are neither watched nor reported
 * @param pollEvery from one comparison of what no event covers to the next
 * @param quiet how long a file must stand still to count as complete where no event tells; more
 *     than a tick of the file system's clock
 * @param ignoredProcess processes whose changes are not reported where the kernel tells who made
 *     them (fanotify only): the receiver of a mirror that works the other way
 * @param oneFileSystem whether what is mounted below the root is left out
 */
public record WatchScope(
    byte[] root,
    LocalFiles files,
    Predicate<TreePath> excluded,
    Duration pollEvery,
    Duration quiet,
    IntPredicate ignoredProcess,
    boolean oneFileSystem) {

  /** From one comparison to the next where nobody says otherwise. */
  public static final Duration POLL_EVERY = Duration.ofSeconds(10);

  private static final Duration QUIET = Duration.ofSeconds(1);

  public WatchScope {
    root = root.clone();
  }

  /** Everything below a directory. */
  public static WatchScope of(byte[] root, LocalFiles files) {
    return new WatchScope(root, files, path -> false, POLL_EVERY, QUIET, process -> false, false);
  }

  /** The same without some directories. */
  public WatchScope excluding(Predicate<TreePath> directories) {
    return new WatchScope(
        root, files, directories, pollEvery, quiet, ignoredProcess, oneFileSystem);
  }

  /** The same, compared at another interval where no event tells. */
  public WatchScope polledEvery(Duration interval) {
    return new WatchScope(root, files, excluded, interval, quiet, ignoredProcess, oneFileSystem);
  }

  /** The same with another quiet time. */
  public WatchScope quietFor(Duration time) {
    return new WatchScope(root, files, excluded, pollEvery, time, ignoredProcess, oneFileSystem);
  }

  /** The same without what some processes do; see {@link #ignoredProcess}. */
  public WatchScope ignoring(IntPredicate processes) {
    return new WatchScope(root, files, excluded, pollEvery, quiet, processes, oneFileSystem);
  }

  /** The same without what is mounted below the root, or with it. */
  public WatchScope onOneFileSystem(boolean only) {
    return new WatchScope(root, files, excluded, pollEvery, quiet, ignoredProcess, only);
  }

  /** Whether a directory, or one above it, is left out. */
  boolean leavesOut(TreePath path) {
    for (TreePath at = path; !at.isRoot(); at = at.parent()) {
      if (excluded.test(at)) {
        return true;
      }
    }
    return false;
  }
}
