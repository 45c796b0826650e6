// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Files that were seen to change a moment ago, and are probably still being written: each is
 * reported as complete when it has stood still for a while. Owned by one thread.
 */
final class UnsettledFiles {
  /** Beyond these, the sink's own quiet time must do. */
  private static final int MOST = 100_000;

  private final long quietMillis;
  private final Map<TreePath, State> files = new HashMap<>();

  private record State(long content, long sinceMillis) {}

  UnsettledFiles(Duration quiet) {
    quietMillis = quiet.toMillis();
  }

  /** Whether a look at {@code nowMillis} shows the last state of a file, and not one in between. */
  boolean isSettled(FileAttributes seen, long nowMillis) {
    long changed = seen.ctime() * 1000 + seen.ctimeNanos() / 1_000_000;
    return nowMillis - changed >= quietMillis;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  void add(TreePath path, FileAttributes seen, long nowMillis) {
    if (files.size() < MOST) {
      files.put(path, new State(Fingerprint.content(seen), nowMillis));
    }
  }

  /** Reports those that stood still, or are gone. */
  void report(FileTree tree, EventSink sink, long nowMillis) throws IOException {
    Iterator<Map.Entry<TreePath, State>> each = files.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<TreePath, State> file = each.next();
      if (nowMillis - file.getValue().sinceMillis() >= quietMillis) {
        long content = Fingerprint.content(tree.statOrMissing(file.getKey()));
        if (content == file.getValue().content()) {
          each.remove();
          sink.changed(file.getKey());
        } else {
          file.setValue(new State(content, nowMillis));
        }
      }
    }
  }
}
