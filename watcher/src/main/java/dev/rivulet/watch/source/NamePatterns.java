// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.filter.Wildmatch;
import dev.rivulet.rsync.store.TreePath;
import java.util.Arrays;
import java.util.List;

/**
 * Patterns of paths below a source. Each is taken component by component, with the wildcards of
 * rsync's filter rules; <code>**</code> stands for any number of components. One that fits a
 * directory covers everything in it. Immutable.
 *
 * @param patterns without a slash at either end; not to be changed
 */
public record NamePatterns(List<byte[]> patterns) {
  /** Covers nothing. */
  public static final NamePatterns NONE = new NamePatterns(List.of());

  public NamePatterns {
    patterns = patterns.stream().map(NamePatterns::trimmed).toList();
  }

  private static byte[] trimmed(byte[] pattern) {
    int start = 0;
    int end = pattern.length;
    while (start < end && pattern[start] == '/') {
      start++;
    }
    while (end > start && pattern[end - 1] == '/') {
      end--;
    }
    return Arrays.copyOfRange(pattern, start, end);
  }

  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether a pattern fits a path or a directory above it. */
  public boolean cover(TreePath path) {
    for (TreePath at = path; !at.isRoot(); at = at.parent()) {
      byte[] name = at.bytes();
      if (patterns.stream().anyMatch(pattern -> Wildmatch.matches(pattern, name))) {
        return true;
      }
    }
    return false;
  }

  /** Whether something that is covered may be in a directory. */
  public boolean mayCoverIn(TreePath directory) {
    return directory.isRoot()
        || cover(directory)
        || patterns.stream().anyMatch(pattern -> leadsBelow(pattern, directory.bytes()));
  }

  /** Whether the beginning of a pattern, of as many components as a directory has, fits it. */
  private static boolean leadsBelow(byte[] pattern, byte[] directory) {
    int components = 1;
    for (byte b : directory) {
      components += b == '/' ? 1 : 0;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i] == '*' && i + 1 < pattern.length && pattern[i + 1] == '*') {
        return true;
      }
      if (pattern[i] == '/' && --components == 0) {
        return Wildmatch.matches(Arrays.copyOf(pattern, i), directory);
      }
    }
    return false;
  }
}
