// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * What a symbolic link leads to, boiled down.
 *
 * @param directory whether it is one
 * @param state a number that differs when anything in it does; of what changed a moment ago it
 *     differs from one look to the next
 */
record LinkedPlace(boolean directory, long state) {
  private static final LinkedPlace NOWHERE = new LinkedPlace(false, 0);

  static byte[] join(byte[] directory, byte[] name) {
    byte[] joined = Arrays.copyOf(directory, directory.length + 1 + name.length);
    joined[directory.length] = '/';
    System.arraycopy(name, 0, joined, directory.length + 1, name.length);
    return joined;
  }

  /** One look at many places, by one thread. */
  static final class Look {
    private final Workspace workspace;
    private final long nowMillis = System.currentTimeMillis();
    private final UnsettledFiles unsettled;

    /** The directories that lead to the present one: one of them again is a circle. */
    private final Deque<FileAttributes> above = new ArrayDeque<>();

    Look(Workspace workspace, Duration quiet) {
      this.workspace = workspace;
      this.unsettled = new UnsettledFiles(quiet);
    }

    /** Looks at a path and everything below it, links followed. */
    LinkedPlace at(byte[] path) throws IOException {
      FileAttributes seen = following(path);
      return seen.isMissing() ? NOWHERE : new LinkedPlace(seen.isDirectory(), state(path, seen));
    }

    private FileAttributes following(byte[] path) throws IOException {
      try {
        return workspace.stat(path, true);
      } catch (StoreException leadsNowhere) {
        return FileAttributes.MISSING;
      }
    }

    private long state(byte[] path, FileAttributes seen) throws IOException {
      long state = Fingerprint.content(seen) * 31 + Fingerprint.ownership(seen);
      state = state * 31 + Fingerprint.changeTime(seen);
      if (!unsettled.isSettled(seen, nowMillis)) {
        state += nowMillis;
      }
      return seen.isDirectory() ? state + contents(path, seen) : state;
    }

    /** The same in whatever order the names come. */
    private long contents(byte[] path, FileAttributes seen) throws IOException {
      if (above.stream().anyMatch(seen::isSameFile)) {
        return 0;
      }
      above.push(seen);
      try {
        long sum = 0;
        for (Map.Entry<TreePath, FileAttributes> entry : entries(path).entrySet()) {
          byte[] name = entry.getKey().bytes();
          byte[] below = join(path, name);
          FileAttributes led = entry.getValue();
          led = led.isSymlink() ? following(below) : led;
          sum += (Arrays.hashCode(name) | 1L) * state(below, led);
        }
        return sum;
      } finally {
        above.pop();
      }
    }

    private Map<TreePath, FileAttributes> entries(byte[] path) throws IOException {
      Map<TreePath, FileAttributes> entries = new HashMap<>();
      try (FileTree tree = workspace.open(path)) {
        tree.scan(
            TreePath.ROOT,
            new EntryVisitor() {
              @Override
              public void entry(byte[] name, FileAttributes seen) {
                entries.put(TreePath.of(name), seen);
              }

              @Override
              public void failed(byte[] name, StoreException reason) {
                // It has vanished, which moves the time of the directory.
              }
            });
      } catch (StoreException unreadable) {
        entries.clear();
      }
      return entries;
    }
  }
}
