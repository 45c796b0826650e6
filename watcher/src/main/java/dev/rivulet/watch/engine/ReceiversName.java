// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.store.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a receiver calls a file until it is complete (seen with rsync 3.5.0): {@code .name.XXXXXX},
 * with no dot in front if the name has one, and the name cut if it is too long.
 */
final class ReceiversName {
  private static final int RANDOM = 6;
  private static final String ANY = "[0-9A-Za-z]";

  /**
   * Rules that leave such names out where one of the random characters is a digit or a capital.
   * Without one, which chance brings about once in two hundred times, the name may as well be
   * somebody's choice, as {@code .env.sample}.
   */
  static final FilterList RULES = rules();

  private static final FilterList ALL = new FilterList(List.of(rule(ANY.repeat(RANDOM))));

  private ReceiversName() {}

  private static FilterList rules() {
    List<FilterRule> rules = new ArrayList<>();
    for (int i = 0; i < RANDOM; i++) {
      rules.add(rule(ANY.repeat(i) + "[0-9A-Z]" + ANY.repeat(RANDOM - 1 - i)));
    }
    return new FilterList(rules);
  }

  private static FilterRule rule(String random) {
    byte[] pattern = (".?*." + random).getBytes(StandardCharsets.ISO_8859_1);
    return new FilterRule(FilterRule.Kind.EXCLUDE, pattern, 0);
  }

  /** Whether a name is hardly anything else. */
  static boolean isLikely(TreePath path) {
    return RULES.excludes(path.bytes(), false, Side.SENDER);
  }

  /** Whether a name may be one. */
  static boolean isPossible(TreePath path) {
    return ALL.excludes(path.bytes(), false, Side.SENDER);
  }

  /** Whether a file was called so until it got its name. */
  static boolean isOf(TreePath incomplete, TreePath complete) {
    if (!isPossible(incomplete) || !incomplete.parent().equals(complete.parent())) {
      return false;
    }
    byte[] name = complete.leaf();
    byte[] own = incomplete.leaf();
    int start = name[0] == '.' ? 0 : 1;
    int end = own.length - RANDOM - 1;
    return end - start <= name.length && Arrays.equals(own, start, end, name, 0, end - start);
  }
}
