// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import java.nio.charset.StandardCharsets;

/**
 * Matches a wildcard pattern of rsync(1), section PATTERN MATCHING RULES, against a name, byte by
 * byte: {@code ?} and {@code *} stop at slashes, {@code **} does not, {@code [...]} is a set with
 * ranges and POSIX classes, a backslash takes the next byte literally.
 */
public final class Wildmatch {

  /** How a comparison ended; all but the first two end the search of an enclosing star early. */
  enum Result {
    MATCH,
    MISMATCH,
    /** The text ended before the pattern, or the pattern is malformed: no longer star can help. */
    ABORT,
    /** A single star met a slash: only a double star further out can go on. */
    TO_DOUBLE_STAR
  }

  private final byte[] pattern;
  private final byte[] text;
  private final int end;

  /** Where a set ended; set by {@link #matchSet}. */
  private int afterSet;

  private Wildmatch(byte[] pattern, byte[] text, int end) {
    this.pattern = pattern;
    this.text = text;
    this.end = end;
  }

  /** Whether the whole text matches the whole pattern. */
  public static boolean matches(byte[] pattern, byte[] text) {
    return match(pattern, 0, text, 0, text.length) == Result.MATCH;
  }

  /** Compares the pattern from {@code patternStart} with the text in {@code [start, end)}. */
  static Result match(byte[] pattern, int patternStart, byte[] text, int start, int end) {
    return new Wildmatch(pattern, text, end).match(patternStart, start);
  }

  private Result match(int patternStart, int textStart) {
    int t = textStart;
    for (int p = patternStart; p < pattern.length; p++, t++) {
      byte c = pattern[p];
      if (t == end && c != '*') {
        return Result.ABORT;
      }
      switch (c) {
        case '\\':
          p++;
          if (p == pattern.length || pattern[p] != text[t]) {
            return Result.MISMATCH;
          }
          break;
        case '?':
          if (text[t] == '/') {
            return Result.MISMATCH;
          }
          break;
        case '*':
          return matchStar(p, t);
        case '[':
          Result result = matchSet(p, t);
          if (result != Result.MATCH) {
            return result;
          }
          p = afterSet;
          break;
        default:
          if (c != text[t]) {
            return Result.MISMATCH;
          }
      }
    }
    return t == end ? Result.MATCH : Result.MISMATCH;
  }

  private Result matchStar(int star, int textStart) {
    int p = star + 1;
    while (p < pattern.length && pattern[p] == '*') {
      p++;
    }
    boolean single = p - star == 1;
    if (p == pattern.length) {
      return single && hasSlash(textStart) ? Result.MISMATCH : Result.MATCH;
    }
    for (int t = textStart; t < end; t++) {
      Result result = match(p, t);
      if (result != Result.MISMATCH && (single || result != Result.TO_DOUBLE_STAR)) {
        return result;
      }
      if (result == Result.MISMATCH && single && text[t] == '/') {
        return Result.TO_DOUBLE_STAR;
      }
    }
    return Result.ABORT;
  }

  private boolean hasSlash(int start) {
    for (int i = start; i < end; i++) {
      if (text[i] == '/') {
        return true;
      }
    }
    return false;
  }

  /**
   * Compares one byte with the set that opens at {@code open}; {@link #afterSet} is its bracket.
   */
  private Result matchSet(int open, int t) {
    int p = open + 1;
    boolean negated = p < pattern.length && (pattern[p] == '!' || pattern[p] == '^');
    if (negated) {
      p++;
    }
    int wanted = text[t] & 0xff;
    boolean member = false;
    int rangeStart = -1;
    for (int first = p; ; p++) {
      if (p >= pattern.length) {
        return Result.ABORT;
      }
      byte c = pattern[p];
      if (c == ']' && p > first) {
        break;
      }
      if (c == '\\') {
        if (++p == pattern.length) {
          return Result.ABORT;
        }
        rangeStart = pattern[p] & 0xff;
        member |= wanted == rangeStart;
      } else if (c == '-' && rangeStart >= 0 && p + 1 < pattern.length && pattern[p + 1] != ']') {
        p++;
        if (pattern[p] == '\\' && ++p == pattern.length) {
          return Result.ABORT;
        }
        member |= wanted >= rangeStart && wanted <= (pattern[p] & 0xff);
        rangeStart = -1;
      } else if (c == '[' && p + 1 < pattern.length && pattern[p + 1] == ':') {
        int close = classEnd(p + 2);
        if (close < 0) {
          rangeStart = c;
          member |= wanted == c;
        } else {
          int inClass = isInClass(wanted, p + 2, close);
          if (inClass < 0) {
            return Result.ABORT;
          }
          member |= inClass > 0;
          p = close + 1;
          rangeStart = -1;
        }
      } else {
        rangeStart = c & 0xff;
        member |= wanted == rangeStart;
      }
    }
    afterSet = p;
    return member == negated || wanted == '/' ? Result.MISMATCH : Result.MATCH;
  }

  /** Where {@code :]} begins that closes a class name, or -1 if the next bracket is no such. */
  private int classEnd(int start) {
    int p = start;
    while (p < pattern.length && pattern[p] != ']') {
      p++;
    }
    return p < pattern.length && p - 1 >= start && pattern[p - 1] == ':' ? p - 1 : -1;
  }

  /** 1 or 0, or -1 for a class that does not exist. */
  private int isInClass(int c, int start, int stop) {
    String name = new String(pattern, start, stop - start, StandardCharsets.ISO_8859_1);
    boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    boolean digit = c >= '0' && c <= '9';
    boolean graphic = c > ' ' && c < 0x7f;
    return switch (name) {
      case "alnum" -> of(letter || digit);
      case "alpha" -> of(letter);
      case "blank" -> of(c == ' ' || c == '\t');
      case "cntrl" -> of(c < ' ' || c == 0x7f);
      case "digit" -> of(digit);
      case "graph" -> of(graphic);
      case "lower" -> of(c >= 'a' && c <= 'z');
      case "print" -> of(graphic || c == ' ');
      case "punct" -> of(graphic && !letter && !digit);
      case "space" -> of(c == ' ' || (c >= '\t' && c <= '\r'));
      case "upper" -> of(c >= 'A' && c <= 'Z');
      case "xdigit" -> of(digit || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'));
      default -> -1;
    };
  }

  private static int of(boolean member) {
    return member ? 1 : 0;
  }
}
