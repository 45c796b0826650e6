// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.config.WatchConfig;
import dev.rivulet.watch.hook.BatchHook;
import dev.rivulet.watch.hook.BatchNotice;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells of each batch in the lines that lsyncd has for a list of changes. Complete comparisons have
 * lines of their own.
 */
final class BatchLines implements BatchHook {
  /** As many as the status file lists. */
  private static final int MOST_PATHS = 1000;

  private final LsyncdLog log;

  /** Targets whose batch under way has been told. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  BatchLines(LsyncdLog log) {
    this.log = log;
  }

  /** The configuration, with these lines for each of its mirrors. */
  WatchConfig of(WatchConfig config) {
    return new WatchConfig(
        config.settings(),
        config.mirrors().stream().map(this::of).toList(),
        config.fingerprints(),
        config.companions(),
        config.remarks());
  }

  private Mirror of(Mirror mirror) {
    return new Mirror(
        mirror.name(),
        mirror.source(),
        mirror.targets(),
        mirror.options(),
        mirror.client(),
        mirror.settings().toBuilder().hook(this).build());
  }

  @Override
  public void before(BatchNotice batch) {
    if (batch.updated().stream().anyMatch(TreePath::isRoot)) {
      return;
    }
    StringBuilder lines =
        new StringBuilder("Calling rsync with filter-list of new/modified files/dirs");
    int left = append(batch.updated(), MOST_PATHS, lines);
    append(batch.deleted(), left, lines);
    int more = batch.updated().size() + batch.deleted().size() - MOST_PATHS;
    if (more > 0) {
      lines.append("\nand ").append(more).append(" more");
    }
    told.add(key(batch));
    log.log(LogChoice.NORMAL, lines.toString());
  }

  private static int append(List<TreePath> paths, int most, StringBuilder lines) {
    int count = Math.min(most, paths.size());
    paths.subList(0, count).forEach(path -> lines.append("\n/").append(path));
    return most - count;
  }

  @Override
  public void after(BatchNotice batch) {
    if (told.remove(key(batch))) {
      log.log(LogChoice.NORMAL, "Finished a list after exitcode: " + batch.result().code());
    }
  }

  private static String key(BatchNotice batch) {
    return batch.mirror() + "\0" + batch.target();
  }
}
