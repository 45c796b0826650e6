// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits {@code commonParams} and the {@code prefix} and {@code suffix} of a plugin into words as
 * the shell did that the original gave them to: at blanks, with quotes and backslashes. What a
 * shell would do beyond that is not done; {@link #shellSyntax} tells where it would.
 */
final class ParamWords {
  private static final String SPECIAL = "$`;|&<>()";

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private Optional<Character> special = Optional.empty();
  private boolean unfinished;

  private ParamWords(String text) {
    this.text = text;
    split();
  }

  static ParamWords of(String text) {
    return new ParamWords(text);
  }

  List<String> words() {
    return words;
  }

  /** The first character outside quotes that means something to a shell. */
  Optional<Character> shellSyntax() {
    return special;
  }

  /** Whether a quote is not closed. */
  boolean isUnfinished() {
    return unfinished;
  }

  private void split() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ') {
        endWord();
      } else if (c == '\'') {
        i = singleQuoted(i + 1);
      } else if (c == '"') {
        i = doubleQuoted(i + 1);
      } else if (c == '\\' && i + 1 < text.length()) {
        add(text.charAt(++i));
      } else {
        note(c);
        add(c);
      }
    }
    endWord();
  }

  private int singleQuoted(int start) {
    inWord = true;
    int i = start;
    while (i < text.length() && text.charAt(i) != '\'') {
      word.append(text.charAt(i++));
    }
    unfinished |= i == text.length();
    return i;
  }

  private int doubleQuoted(int start) {
    inWord = true;
    int i = start;
    while (i < text.length() && text.charAt(i) != '"') {
      char c = text.charAt(i);
      boolean escapes = c == '\\' && i + 1 < text.length();
      if (escapes && "\\\"$`".indexOf(text.charAt(i + 1)) >= 0) {
        c = text.charAt(++i);
      } else if (c == '$' || c == '`') {
        note(c);
      }
      word.append(c);
      i++;
    }
    unfinished |= i == text.length();
    return i;
  }

  private void add(char c) {
    inWord = true;
    word.append(c);
  }

  private void note(char c) {
    if (special.isEmpty() && SPECIAL.indexOf(c) >= 0) {
      special = Optional.of(c);
    }
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
