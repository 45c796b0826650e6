// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;
import java.io.Closeable;
import java.io.IOException;

/**
 * Files and directories that are compared from time to time beside the events, which do not tell of
 * all that happens to them: stores into a mapped file, or changes made by another host.
 *
 * <p>Only directories on the way to them are looked into. What neither size nor any time of a file
 * shows is not found.
 */
final class PolledFiles implements Closeable {
  private final NamePatterns patterns;
  private final PolledTrees polled;

  /**
   * @param sink hears of what is covered, and of nothing else
   */
  PolledFiles(WatchScope scope, NamePatterns patterns, EventSink sink) {
    this.patterns = patterns;
    WatchScope onTheWay =
        scope.excluding(
            directory -> scope.excluded().test(directory) || !patterns.mayCoverIn(directory));
    this.polled = new PolledTrees(onTheWay, new Covered(sink));
  }

  /**
   * Takes a first look, with which later ones are compared.
   *
   * @throws IOException if the source cannot be looked at
   */
  void start() throws IOException {
    polled.addAndLook(TreePath.ROOT);
  }

  @Override
  public void close() {
    polled.close();
  }

  /** Drops what the source itself tells of. */
  private final class Covered extends SilentSink {
    private final EventSink sink;

    Covered(EventSink sink) {
      this.sink = sink;
    }

    @Override
    public void changed(TreePath path) {
      if (patterns.cover(path)) {
        sink.changed(path);
      }
    }

    @Override
    public void attributesChanged(TreePath path) {
      if (patterns.cover(path)) {
        sink.attributesChanged(path);
      }
    }

    @Override
    public void created(TreePath path) {
      if (patterns.cover(path)) {
        sink.created(path);
      }
    }

    @Override
    public void written(TreePath path) {
      if (patterns.cover(path)) {
        sink.written(path);
      }
    }

    @Override
    public void treeChanged(TreePath directory) {
      if (patterns.cover(directory)) {
        sink.treeChanged(directory);
      }
    }

    @Override
    public void treeUncertain(TreePath directory) {
      if (patterns.cover(directory)) {
        sink.treeUncertain(directory);
      }
    }

    @Override
    public void namesChanged(TreePath directory) {
      if (patterns.cover(directory)) {
        sink.namesChanged(directory);
      }
    }
  }
}
