// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.transfer.DeletionRules.Verdict;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Filter rules under which a comparison of directories deletes the given names, as far as the
 * user's rules let them go, and touches nothing else in these directories, whoever has put it there
 * (hazard 7).
 *
 * <p>Rules for one side alone are not used, as receivers before rsync 2.6.4 do not know them; so
 * they count only where --delete-excluded does not.
 */
final class DeletionFilter {
  private static final byte[] NOTHING = {};
  private static final byte[] ENTRIES = {'/', '*'};

  /** Leaves out all that is in the directory the transfer starts from. */
  static final FilterList EVERYTHING =
      new FilterList(List.of(rule(Kind.EXCLUDE, TreePath.ROOT, ENTRIES)));

  private DeletionFilter() {}

  /**
   * The rules for a comparison of the directories that the names are in.
   *
   * @param user what the user's rules say
   */
  static FilterList of(Collection<TreePath> missing, DeletionRules user) {
    List<FilterRule> rules = new ArrayList<>();
    Set<TreePath> leading = new LinkedHashSet<>();
    Set<TreePath> parents = new LinkedHashSet<>();
    for (TreePath path : missing) {
      rules.addAll(naming(path, user));
      parents.add(path.parent());
      for (TreePath at = path.parent(); !at.isRoot(); at = at.parent()) {
        leading.add(at);
      }
    }
    for (TreePath directory : leading) {
      rules.add(rule(Kind.INCLUDE, directory, NOTHING));
    }
    for (TreePath parent : parents) {
      rules.add(rule(Kind.EXCLUDE, parent, ENTRIES));
    }
    FilterList named = new FilterList(rules);
    if (user.protectNothing()) {
      return named;
    }
    return user.areInDirectories() ? user.filters().with(named) : named.with(user.filters());
  }

  /** A directory may be protected where a file of the same name is not, and the reverse. */
  private static List<FilterRule> naming(TreePath path, DeletionRules user) {
    FilterRule any = rule(Kind.INCLUDE, path, NOTHING);
    if (user.areInDirectories() || user.judge(path) != Verdict.BY_RULES) {
      return List.of(any);
    }
    return user.protects(path, true)
        ? List.of(directories(rule(Kind.EXCLUDE, path, NOTHING)), any)
        : List.of(directories(any));
  }

  private static FilterRule directories(FilterRule rule) {
    return new FilterRule(rule.kind(), rule.pattern(), FilterRule.Modifier.DIRECTORY);
  }

  private static FilterRule rule(Kind kind, TreePath path, byte[] tail) {
    return new FilterRule(kind, pattern(path, tail), 0);
  }

  /** Anchored at the root of the transfer; a name is taken by the letter. */
  private static byte[] pattern(TreePath path, byte[] tail) {
    ByteArrayOutputStream pattern = new ByteArrayOutputStream();
    if (!path.isRoot()) {
      pattern.write('/');
      boolean wild = tail.length > 0 || hasWildcard(path.bytes());
      for (byte b : path.bytes()) {
        if (wild && (isWildcard(b) || b == '\\')) {
          pattern.write('\\');
        }
        pattern.write(b);
      }
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
