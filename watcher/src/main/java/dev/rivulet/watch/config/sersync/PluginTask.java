// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.config.Companion;
import dev.rivulet.watch.event.EventCompanion;
import dev.rivulet.watch.event.EventHandler;
import dev.rivulet.watch.event.EventTask;
import dev.rivulet.watch.hook.HookQueue;
import dev.rivulet.watch.sersync.ChangedPath;
import dev.rivulet.watch.sersync.PathAction;
import dev.rivulet.watch.source.InotifyEvent;
import dev.rivulet.watch.tools.PathChoice;
import dev.rivulet.watch.tools.SeenEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A plugin that is run alone: it acts on events, and nothing is transferred. */
final class PluginTask implements EventHandler, PathChoice {
  private static final int WAITING = 10_000;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final String name;
  private final byte[] watch;
  private final List<PathAction> actions;
  private final NameFilter names;
  private final Toggles toggles;
  private final HookQueue queue;

  /**
   * A plugin by itself.
   *
   * @param watch the directory, absolute, without a slash at its end
   * @param atOnce on how many paths it acts at the same time
   */
  PluginTask(String name, byte[] watch, List<PathAction> actions, SersyncFile file, int atOnce) {
    this.name = name;
    this.watch = watch;
    this.actions = List.copyOf(actions);
    this.names = file.names();
    this.toggles = file.toggles();
    this.queue = new HookQueue(name, atOnce, WAITING, CLOSE_LIMIT);
  }

  Companion companion() {
    byte[] source = watch.length == 0 ? new byte[] {'/'} : watch;
    return new EventCompanion(new EventTask(name, source, toggles.bits(), this, List.of(this)));
  }

  @Override
  public void start(WatchListener listener) {
    queue.report(listener);
  }

  @Override
  public void on(SeenEvent event) throws InterruptedException {
    boolean directory = event.isDirectory();
    TreePath path = below(event.path());
    boolean counts =
        !path.isRoot()
            && toggles.wants(event.mask(), directory)
            && !names.excludes(path, directory)
            && (directory || !names.isEditorsFile(path));
    if (counts) {
      boolean deleted = (event.mask() & (InotifyEvent.DELETE | InotifyEvent.MOVED_FROM)) != 0;
      ChangedPath changed = new ChangedPath(watch, path, directory, deleted);
      for (PathAction action : actions) {
        queue.addWhenThereIsRoom(() -> action.on(changed));
      }
    }
  }

  @Override
  public boolean accepts(byte[] path) {
    return true;
  }

  @Override
  public boolean prunes(byte[] directory) {
    TreePath path = below(directory);
    return !path.isRoot() && names.excludes(path, true);
  }

  private TreePath below(byte[] path) {
    return TreePath.cleaned(
        Arrays.copyOfRange(path, Math.min(watch.length, path.length), path.length));
  }

  @Override
  public void close() {
    queue.close();
  }
}
