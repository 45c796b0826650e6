// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which paths count (inotifywait(1), {@code --exclude} and its kin): a POSIX extended regular
 * expression that is looked for anywhere in the path as it is shown. Immutable.
 */
final class PathFilter implements PathChoice {
  /** Lets everything pass. */
  static final PathFilter NONE = new PathFilter(null, false);

  private final Pattern pattern;
  private final boolean include;

  private PathFilter(Pattern pattern, boolean include) {
    this.pattern = pattern;
    this.include = include;
  }

  /**
   * @param option the name of the option, for the message
   * @throws UsageException for an expression that is none
   */
  static PathFilter of(String option, byte[] expression, boolean include, boolean ignoreCase)
      throws UsageException {
    int flags = ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    try {
      return new PathFilter(Pattern.compile(translated(text(expression)), flags), include);
    } catch (PatternSyntaxException e) {
      throw new UsageException("Error in `" + option + "' regular expression.");
    }
  }

  @Override
  public boolean accepts(byte[] path) {
    return pattern == null || pattern.matcher(text(path)).find() == include;
  }

  /** An excluded directory, never one that is not included. */
  @Override
  public boolean prunes(byte[] directory) {
    return !include && !accepts(directory);
  }

  /**
   * POSIX and Java differ inside brackets, where a backslash is itself and classes have names, and
   * in what a backslash in front of a letter means.
   */
  private static String translated(String posix) {
    StringBuilder java = new StringBuilder();
    for (int i = 0; i < posix.length(); i++) {
      char c = posix.charAt(i);
      if (c == '\\' && i + 1 < posix.length()) {
        java.append(escaped(posix.charAt(++i)));
      } else if (c == '[') {
        i = bracket(posix, i, java);
      } else {
        java.append(c);
      }
    }
    return java.toString();
  }

  /** The GNU library knows words and their edges; other letters are themselves. */
  private static String escaped(char c) {
    if (c == '<' || c == '>') {
      return "\\b";
    }
    boolean plain = Character.isLetterOrDigit(c) && "wWsSbB".indexOf(c) < 0;
    return plain ? String.valueOf(c) : "\\" + c;
  }

  /** Translates a bracket expression; returns the index of its last character. */
  private static int bracket(String posix, int start, StringBuilder java) {
    java.append('[');
    int i = start + 1;
    if (i < posix.length() && posix.charAt(i) == '^') {
      java.append('^');
      i++;
    }
    boolean first = true;
    for (; i < posix.length() && (first || posix.charAt(i) != ']'); i++, first = false) {
      char c = posix.charAt(i);
      int end = c == '[' && posix.startsWith("[:", i) ? posix.indexOf(":]", i) : -1;
      if (end > 0) {
        java.append(characterClass(posix.substring(i + 2, end)));
        i = end + 1;
      } else if ("[]\\&^".indexOf(c) >= 0) {
        java.append('\\').append(c);
      } else {
        java.append(c);
      }
    }
    java.append(i < posix.length() ? "]" : "");
    return i;
  }

  private static String characterClass(String name) {
    return switch (name) {
      case "alnum" -> "\\p{Alnum}";
      case "alpha" -> "\\p{Alpha}";
      case "blank" -> "\\p{Blank}";
      case "cntrl" -> "\\p{Cntrl}";
      case "digit" -> "\\p{Digit}";
      case "graph" -> "\\p{Graph}";
      case "lower" -> "\\p{Lower}";
      case "print" -> "\\p{Print}";
      case "punct" -> "\\p{Punct}";
      case "space" -> "\\p{Space}";
      case "upper" -> "\\p{Upper}";
      case "xdigit" -> "\\p{XDigit}";
      default -> throw new PatternSyntaxException("invalid character class", name, 0);
    };
  }

  /** A name as text: UTF-8, and byte by byte where it is none. */
  private static String text(byte[] name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException notText) {
      return new String(name, StandardCharsets.ISO_8859_1);
    }
  }
}
