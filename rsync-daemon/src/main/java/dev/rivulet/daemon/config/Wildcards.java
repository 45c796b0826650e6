// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import dev.rivulet.rsync.conf.Blanks;

/**
 * Shell patterns against names without directories: {@code *}, {@code ?}, {@code [a-z]}, {@code
 * [!a]}, {@code [[:alpha:]]} and a backslash in front of what is meant literally.
 *
 * <p>For host and user names; a slash is a character like any other. Takes time in proportion to
 * pattern times name at worst.
 */
public final class Wildcards {
  private Wildcards() {}

  /** Whether the whole name matches. */
  public static boolean match(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      int length = p < pattern.length() ? elementLength(pattern, p) : 0;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (length > 0 && elementMatches(pattern, p, length, name.charAt(n))) {
        p += length;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** How many characters of the pattern stand for one of the name; a broken bracket for none. */
  private static int elementLength(String pattern, int at) {
    return switch (pattern.charAt(at)) {
      case '\\' -> at + 1 < pattern.length() ? 2 : 1;
      case '[' -> Math.max(0, bracketEnd(pattern, at) + 1 - at);
      default -> 1;
    };
  }

  private static int bracketEnd(String pattern, int open) {
    int at = open + 1;
    if (at < pattern.length() && isNegation(pattern.charAt(at))) {
      at++;
    }
    boolean first = true;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == ']' && !first) {
        return at;
      }
      if (c == '\\') {
        at++;
      } else if (pattern.startsWith("[:", at) && pattern.indexOf(":]", at + 2) >= 0) {
        at = pattern.indexOf(":]", at + 2) + 1;
      }
      at++;
      first = false;
    }
    return -1;
  }

  private static boolean isNegation(char c) {
    return c == '!' || c == '^';
  }

  private static boolean elementMatches(String pattern, int at, int length, char c) {
    return switch (pattern.charAt(at)) {
      case '?' -> true;
      case '\\' -> pattern.charAt(at + length - 1) == c;
      case '[' -> bracketMatches(pattern, at + 1, at + length - 1, c);
      default -> pattern.charAt(at) == c;
    };
  }

  private static boolean bracketMatches(String pattern, int from, int end, char c) {
    boolean negated = isNegation(pattern.charAt(from));
    boolean found = false;
    int at = negated ? from + 1 : from;
    while (at < end) {
      if (pattern.startsWith("[:", at) && pattern.indexOf(":]", at + 2) >= 0) {
        int close = pattern.indexOf(":]", at + 2);
        found |= isInClass(pattern.substring(at + 2, close), c);
        at = close + 2;
        continue;
      }
      at += pattern.charAt(at) == '\\' ? 1 : 0;
      char low = pattern.charAt(at++);
      char high = low;
      if (at + 1 < end && pattern.charAt(at) == '-') {
        at++;
        at += pattern.charAt(at) == '\\' && at + 1 < end ? 1 : 0;
        high = pattern.charAt(at++);
      }
      found |= low <= c && c <= high;
    }
    return found != negated;
  }

  private static boolean isInClass(String name, char c) {
    boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    boolean digit = c >= '0' && c <= '9';
    boolean visible = c > ' ' && c < 127;
    return switch (name) {
      case "alpha" -> letter;
      case "digit" -> digit;
      case "alnum" -> letter || digit;
      case "upper" -> c >= 'A' && c <= 'Z';
      case "lower" -> c >= 'a' && c <= 'z';
      case "space" -> Blanks.isBlank(c);
      case "blank" -> c == ' ' || c == '\t';
      case "punct" -> visible && !letter && !digit;
      case "graph" -> visible;
      case "print" -> visible || c == ' ';
      case "cntrl" -> c < ' ' || c == 127;
      case "xdigit" -> digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
      default -> false;
    };
  }
}
