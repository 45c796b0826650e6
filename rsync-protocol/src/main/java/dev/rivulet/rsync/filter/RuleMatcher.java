// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.filter.FilterRule.Modifier;
import java.util.Arrays;

/**
 * A rule made ready for comparing names with it; immutable.
 *
 * <p>A pattern without a slash is compared with the last component of a name, one with slashes with
 * as many components at its end, one that begins with a slash with the whole name, and one with
 * {@code **} with everything from any component on.
 */
final class RuleMatcher {
  private static final byte[] NO_BYTES = {};

  private final FilterRule rule;
  private final byte[] anchor;

  /** Without its leading slash. */
  private final byte[] pattern;

  private final int slashes;
  private final boolean anchored;
  private final boolean wild;
  private final boolean crossesSlashes;
  private final boolean startsCrossing;
  private final boolean includesItself;

  /** A rule of the transfer's own list. */
  RuleMatcher(FilterRule rule) {
    this(rule, NO_BYTES);
  }

  /**
   * @param anchor the directory that a leading slash stands for, with a slash at its end; empty for
   *     the root of the transfer
   */
  RuleMatcher(FilterRule rule, byte[] anchor) {
    byte[] text = rule.pattern();
    this.rule = rule;
    this.anchor = anchor;
    this.anchored = text.length > 0 && text[0] == '/';
    this.pattern = anchored ? Arrays.copyOfRange(text, 1, text.length) : text;
    this.slashes = count(text, '/');
    this.wild = count(text, '*') + count(text, '[') + count(text, '?') > 0;
    this.crossesSlashes = indexOfDoubleStar(text) >= 0;
    this.startsCrossing = indexOfDoubleStar(text) == 0;
    this.includesItself = crossesSlashes && endsWithTripleStar(text);
  }

  FilterRule rule() {
    return rule;
  }

  private static int count(byte[] text, char wanted) {
    int count = 0;
    for (byte b : text) {
      if (b == wanted) {
        count++;
      }
    }
    return count;
  }

  private static int indexOfDoubleStar(byte[] text) {
    for (int i = 0; i + 1 < text.length; i++) {
      if (text[i] == '*' && text[i + 1] == '*') {
        return i;
      }
    }
    return -1;
  }

  private static boolean endsWithTripleStar(byte[] text) {
    int n = text.length;
    return n >= 3 && text[n - 1] == '*' && text[n - 2] == '*' && text[n - 3] == '*';
  }

  /**
   * Whether the rule is about this name.
   *
   * @param name relative to the root of the transfer; a leading slash, as lists may have it, is
   *     none for a double star at the start
   * @param base the directory the root of the transfer is in, for rules that compare whole paths;
   *     without leading slash, with a slash at its end unless empty
   */
  boolean matches(byte[] name, boolean isDirectory, byte[] base) {
    if (rule.isUnspeakable()) {
      return rule.test().matches(name, isDirectory);
    }
    boolean mismatchedKind = rule.has(Modifier.DIRECTORY) && !isDirectory;
    boolean matches = !mismatchedKind && matchesName(name, isDirectory, base);
    return matches != rule.has(Modifier.NEGATE);
  }

  private boolean matchesName(byte[] listed, boolean isDirectory, byte[] base) {
    boolean rooted = listed.length > 0 && listed[0] == '/';
    byte[] name = rooted ? Arrays.copyOfRange(listed, 1, listed.length) : listed;
    if (slashes == 0 && !crossesSlashes) {
      return matchesWhole(name, lastComponent(name, name.length), name.length);
    }
    byte[] subject = name;
    int start = 0;
    if (rule.has(Modifier.ABSOLUTE)) {
      subject = base.length == 0 ? name : PathText.join(base, name);
    }
    if (anchored && anchor.length > 0) {
      if (!PathText.startsWith(subject, anchor)) {
        return false;
      }
      start = anchor.length;
    }
    int before = startsCrossing && !rooted ? 1 : 0;
    int after = includesItself && isDirectory ? 1 : 0;
    if (before + after > 0) {
      subject = decorate(subject, start, before, after);
      start = 0;
    }
    return matchesPath(subject, start);
  }

  private boolean matchesPath(byte[] subject, int start) {
    if (!anchored && slashes > 0 && !crossesSlashes) {
      int from = lastComponents(subject, start);
      return from >= 0 && matchesWhole(subject, from, subject.length);
    }
    if (!anchored && crossesSlashes && !startsCrossing) {
      return matchesFromAnyComponent(subject, start);
    }
    return matchesWhole(subject, start, subject.length);
  }

  /** Adds what a double star at the start, or a triple one at the end, may swallow. */
  private static byte[] decorate(byte[] subject, int start, int before, int after) {
    byte[] decorated = new byte[before + subject.length - start + after];
    Arrays.fill(decorated, (byte) '/');
    System.arraycopy(subject, start, decorated, before, subject.length - start);
    return decorated;
  }

  private boolean matchesWhole(byte[] subject, int start, int end) {
    return wild
        ? Wildmatch.match(pattern, 0, subject, start, end) == Wildmatch.Result.MATCH
        : Arrays.equals(pattern, 0, pattern.length, subject, start, end);
  }

  private boolean matchesFromAnyComponent(byte[] subject, int start) {
    int from = start;
    while (true) {
      Wildmatch.Result result = Wildmatch.match(pattern, 0, subject, from, subject.length);
      if (result == Wildmatch.Result.MATCH) {
        return true;
      }
      if (result == Wildmatch.Result.ABORT) {
        return false;
      }
      while (from < subject.length && subject[from] != '/') {
        from++;
      }
      if (from == subject.length) {
        return false;
      }
      from++;
    }
  }

  /** Where as many components begin as the pattern has, or -1 if there are fewer. */
  private int lastComponents(byte[] subject, int start) {
    int missing = slashes;
    for (int i = subject.length - 1; i >= start; i--) {
      if (subject[i] == '/' && missing-- == 0) {
        return i + 1;
      }
    }
    return missing == 0 ? start : -1;
  }

  private static int lastComponent(byte[] name, int end) {
    int at = end;
    while (at > 0 && name[at - 1] != '/') {
      at--;
    }
    return at;
  }
}
