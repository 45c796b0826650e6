// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.store.TreePath;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Filter rules under which a comparison of directories deletes the given names and touches nothing
 * else: everything but them, what they contain, and the directories that lead to them is excluded,
 * and so protected.
 */
final class DeletionFilter {
  private static final byte[] EVERYTHING = {'*'};
  private static final byte[] CONTENTS = {'/', '*', '*', '*'};

  private DeletionFilter() {}

  static FilterList of(Collection<TreePath> missing) {
    Set<TreePath> leading = new LinkedHashSet<>();
    List<FilterRule> rules = new ArrayList<>();
    for (TreePath path : missing) {
      for (TreePath at = path.parent(); !at.isRoot(); at = at.parent()) {
        leading.add(at);
      }
      rules.add(including(pattern(path, new byte[0])));
      rules.add(including(pattern(path, CONTENTS)));
    }
    for (TreePath directory : leading) {
      rules.add(including(pattern(directory, new byte[0])));
    }
    rules.add(new FilterRule(FilterRule.Kind.EXCLUDE, EVERYTHING, 0));
    return new FilterList(rules);
  }

  private static FilterRule including(byte[] pattern) {
    return new FilterRule(FilterRule.Kind.INCLUDE, pattern, 0);
  }

  /** Anchored at the root of the transfer; a name is taken by the letter. */
  private static byte[] pattern(TreePath path, byte[] tail) {
    ByteArrayOutputStream pattern = new ByteArrayOutputStream();
    pattern.write('/');
    boolean wild = tail.length > 0 || hasWildcard(path.bytes());
    for (byte b : path.bytes()) {
      if (wild && (isWildcard(b) || b == '\\')) {
        pattern.write('\\');
      }
      pattern.write(b);
    }
    pattern.writeBytes(tail);
    return pattern.toByteArray();
  }

  /** Without one of these a pattern is compared byte by byte, backslashes included. */
  private static boolean hasWildcard(byte[] name) {
    for (byte b : name) {
      if (isWildcard(b)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWildcard(byte b) {
    return b == '*' || b == '?' || b == '[';
  }
}
