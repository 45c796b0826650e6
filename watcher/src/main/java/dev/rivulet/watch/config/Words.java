// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.rsync.conf.Blanks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a value apart into words as a shell would that expands nothing: blanks separate, except
 * behind a backslash or inside quotes. Inside double quotes a backslash quotes a double quote and
 * itself, inside single quotes nothing.
 */
public final class Words {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private Words(String text) {
    this.text = text;
  }

  /** The words; nothing if a quote is not closed or a backslash has nothing behind it. */
  public static Optional<List<String>> split(String text) {
    Words splitter = new Words(text);
    return splitter.split() ? Optional.of(splitter.words) : Optional.empty();
  }

  private boolean split() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (Blanks.isBlank(c)) {
        endWord();
      } else if (!take(c)) {
        return false;
      }
    }
    endWord();
    return true;
  }

  private boolean take(char c) {
    inWord = true;
    switch (c) {
      case '\\' -> {
        if (at == text.length()) {
          return false;
        }
        word.append(text.charAt(at++));
      }
      case '\'', '"' -> {
        return quoted(c);
      }
      default -> word.append(c);
    }
    return true;
  }

  private boolean quoted(char quote) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return true;
      }
      boolean escapes = quote == '"' && c == '\\' && at < text.length();
      if (escapes && (text.charAt(at) == '"' || text.charAt(at) == '\\')) {
        word.append(text.charAt(at++));
      } else {
        word.append(c);
      }
    }
    return false;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
