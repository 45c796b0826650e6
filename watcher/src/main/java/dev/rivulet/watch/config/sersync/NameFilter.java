// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.Remark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which names sersync leaves out: those of editors always, those of the filter if it is on. */
final class NameFilter {
  private static final byte[] VIM_PROBE = bytes("4913");
  private static final byte[] ALL = {'*'};

  private final List<NameExpression> expressions;

  private NameFilter(List<NameExpression> expressions) {
    this.expressions = expressions;
  }

  /**
   * The element {@code filter}.
   *
   * @param remarks gets what expressions will not do
   */
  static NameFilter of(XmlElement filter, List<Remark> remarks) throws ConfigException {
    List<NameExpression> expressions = new ArrayList<>();
    if (filter.isStarted(false)) {
      for (XmlElement exclude : filter.children("exclude")) {
        expressions.add(NameExpression.of(exclude));
      }
    }
    expressions.forEach(expression -> remark(expression, remarks));
    return new NameFilter(List.copyOf(expressions));
  }

  private static void remark(NameExpression expression, List<Remark> remarks) {
    if (!expression.canMatchEntries() && !expression.canMatchDirectories()) {
      remarks.add(
          new Remark(
              expression.place(),
              expression.shown() + " matches nothing",
              "an expression must match completely, below the root a path with a slash in front"
                  + " (/a/b), for a directory one with a slash behind (a/b/)"));
    } else if (expression.matches(".svn") || expression.matches(".git")) {
      remarks.add(
          new Remark(
              expression.place(),
              expression.shown() + " leaves out files of that name, but no directories",
              "for directories add " + expression.shown() + "/"));
    }
  }

  boolean isOn() {
    return !expressions.isEmpty();
  }

  /**
   * Whether an event says nothing worth sending: files whose name begins with a dot or ends with a
   * tilde, and the one vim tries a directory with.
   */
  boolean isEditorsFile(TreePath path) {
    byte[] leaf = path.leaf();
    return leaf[0] == '.' || leaf[leaf.length - 1] == '~' || Arrays.equals(leaf, VIM_PROBE);
  }

  /** Whether an entry is left out, by its own name or with a directory above it. */
  boolean excludes(TreePath path, boolean isDirectory) {
    if (excludesItself(path, isDirectory)) {
      return true;
    }
    for (TreePath at = path.parent(); !at.isRoot(); at = at.parent()) {
      if (excludesItself(at, true)) {
        return true;
      }
    }
    return false;
  }

  private boolean excludesItself(TreePath path, boolean isDirectory) {
    for (NameExpression expression : expressions) {
      if (isDirectory ? expression.matchesDirectory(path) : expression.matchesEntry(path)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The filter for transfers: what is left out is not sent, and not deleted at the target because
   * it was not sent.
   *
   * @param deletes whether transfers delete, so that the receiver needs to know
   */
  FilterList rules(boolean deletes) {
    if (expressions.isEmpty()) {
      return FilterList.EMPTY;
    }
    List<FilterRule> rules = new ArrayList<>();
    rules.add(
        FilterRule.excluding(
            bytes("of sersync's filter"), (name, isDirectory) -> hides(name, isDirectory)));
    if (deletes) {
      addProtection(rules);
    }
    return new FilterList(rules);
  }

  private boolean hides(byte[] name, boolean isDirectory) {
    TreePath path = TreePath.of(name);
    return !path.isRoot() && excludesItself(path, isDirectory);
  }

  private void addProtection(List<FilterRule> rules) {
    for (NameExpression expression : expressions) {
      if (expression.canMatchDirectories()) {
        protect(expression, Modifier.DIRECTORY, rules);
      }
    }
    int directories = Modifier.RECEIVER_SIDE | Modifier.DIRECTORY;
    rules.add(new FilterRule(Kind.INCLUDE, ALL, directories));
    for (NameExpression expression : expressions) {
      if (expression.canMatchEntries()) {
        protect(expression, 0, rules);
      }
    }
  }

  private static void protect(NameExpression expression, int modifier, List<FilterRule> rules) {
    for (byte[] pattern : expression.coveringPatterns()) {
      rules.add(new FilterRule(Kind.EXCLUDE, pattern, Modifier.RECEIVER_SIDE | modifier));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
