// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.hook.BatchHook;
import dev.rivulet.watch.hook.BatchNotice;
import dev.rivulet.watch.hook.HookQueue;
import java.io.IOException;
import java.time.Duration;

/**
 * Has a plugin act on every path that has arrived at a target; with several targets once for each,
 * as the original does. Safe for several threads.
 */
public final class PluginHook implements BatchHook {
  private static final int WAITING = 100_000;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final PathAction action;
  private final byte[] root;
  private final HookQueue queue;

  /**
   * Joins a plugin to a mirror.
   *
   * @param root the source of the mirror, absolute
   * @param atOnce how many paths may be acted on at the same time
   */
  public PluginHook(PathAction action, byte[] root, int atOnce) {
    this.action = action;
    this.root = root.clone();
    this.queue = new HookQueue(action.name(), atOnce, WAITING, CLOSE_LIMIT);
  }

  @Override
  public void start(WatchListener listener) {
    queue.report(listener);
  }

  @Override
  public void after(BatchNotice batch) {
    for (TreePath path : batch.updated()) {
      act(path, false);
    }
    for (TreePath path : batch.deleted()) {
      act(path, true);
    }
  }

  /** A comparison of everything is no event of the original. */
  private void act(TreePath path, boolean deleted) {
    if (!path.isRoot()) {
      queue.add(() -> action.on(look(path, deleted)));
    }
  }

  private ChangedPath look(TreePath path, boolean deleted) throws IOException {
    return new ChangedPath(root, path, !deleted && isDirectory(root, path), deleted);
  }

  /** Whether a path is a directory now. */
  static boolean isDirectory(byte[] root, TreePath path) throws IOException {
    try (Workspace files = LocalFiles.currentDirectory().open()) {
      return files.stat(new ChangedPath(root, path, false, false).absolute(), false).isDirectory();
    }
  }

  @Override
  public void close() {
    queue.close();
  }
}
