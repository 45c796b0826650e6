// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.conf;

import java.util.ArrayList;
import java.util.List;

/** White space as the C library sees it, and lists separated by it. */
public final class Blanks {
  private Blanks() {}

  /** Whether a character is a blank, a tab, or ends a line or page. */
  public static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  /** The text without the blanks at both of its ends. */
  public static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** The text without the blanks behind it. */
  static String trimEnd(String text) {
    int to = text.length();
    while (to > 0 && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(0, to);
  }

  /** Every run of white space becomes one space, none at the ends. */
  public static String collapse(String text) {
    StringBuilder collapsed = new StringBuilder(text.length());
    String trimmed = trim(text);
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      if (!isBlank(c)) {
        collapsed.append(c);
      } else if (!isBlank(trimmed.charAt(i - 1))) {
        collapsed.append(' ');
      }
    }
    return collapsed.toString();
  }

  /** What remains of a name when it is compared: neither letter case nor blanks count. */
  public static String key(String name) {
    StringBuilder bare = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isBlank(c)) {
        bare.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
      }
    }
    return bare.toString();
  }

  /** The words between blanks and commas. */
  public static List<String> words(String list) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= list.length(); i++) {
      boolean separator = i == list.length() || isBlank(list.charAt(i)) || list.charAt(i) == ',';
      if (separator && start >= 0) {
        words.add(list.substring(start, i));
        start = -1;
      } else if (!separator && start < 0) {
        start = i;
      }
    }
    return words;
  }

  /**
   * The entries of a list whose names may contain blanks: if it starts with a comma, only commas
   * separate ({@code auth users}, {@code gid}).
   */
  public static List<String> entries(String list) {
    if (!list.startsWith(",")) {
      return words(list);
    }
    List<String> entries = new ArrayList<>();
    for (String entry : list.split(",")) {
      String name = trim(entry);
      if (!name.isEmpty()) {
        entries.add(name);
      }
    }
    return entries;
  }
}
