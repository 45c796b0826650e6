// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.store.TreePath;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * What a symbolic link becomes in a module that is not a root of its own and does not munge links:
 * a relative path that leads nowhere above the root of the transfer (rsyncd.conf(5), munge
 * symlinks).
 */
final class SanitizedTarget {
  private static final byte[] HERE = {'.'};

  private final byte[] target;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  /** How many directories the link is below the root, less the {@code ..} already kept. */
  private int depth;

  private SanitizedTarget(byte[] target, int depth) {
    this.target = target;
    this.depth = depth;
  }

  /**
   * The target without leading slash, needless components, and {@code ..} that lead too high.
   *
   * @param link the path of the link itself
   */
  static byte[] of(byte[] target, TreePath link) {
    int depth = 0;
    for (byte b : link.bytes()) {
      depth += b == '/' ? 1 : 0;
    }
    return new SanitizedTarget(target, depth).sanitized();
  }

  private byte[] sanitized() {
    int start = 0;
    while (start < target.length) {
      int end = start;
      while (end < target.length && target[end] != '/') {
        end++;
      }
      add(start, end, end < target.length);
      start = end + 1;
    }
    return kept.size() == 0 ? HERE : kept.toByteArray();
  }

  private void add(int start, int end, boolean slash) {
    int length = end - start;
    if (length == 0 || length == 1 && target[start] == '.') {
      return;
    }
    if (length == 2 && target[start] == '.' && target[start + 1] == '.' && goUp()) {
      return;
    }
    if (kept.size() > 0 && kept.toByteArray()[kept.size() - 1] != '/') {
      kept.write('/');
    }
    kept.write(target, start, length);
    if (slash) {
      kept.write('/');
    }
  }

  /** Takes the last name back or forbids the step; false if the step may stay. */
  private boolean goUp() {
    byte[] names = withoutSlash(kept.toByteArray());
    boolean stepsOnly = names.length == 0 || endsInStep(names);
    if (stepsOnly && depth > 0) {
      depth--;
      return false;
    }
    if (!stepsOnly) {
      int leaf = names.length;
      while (leaf > 0 && names[leaf - 1] != '/') {
        leaf--;
      }
      kept.reset();
      kept.write(names, 0, leaf);
    }
    return true;
  }

  private static byte[] withoutSlash(byte[] path) {
    boolean slash = path.length > 0 && path[path.length - 1] == '/';
    return slash ? Arrays.copyOf(path, path.length - 1) : path;
  }

  private static boolean endsInStep(byte[] path) {
    int length = path.length;
    return length >= 2
        && path[length - 1] == '.'
        && path[length - 2] == '.'
        && (length == 2 || path[length - 3] == '/');
  }
}
