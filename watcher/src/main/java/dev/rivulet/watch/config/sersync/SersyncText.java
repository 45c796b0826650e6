// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a configuration made well-formed where copied files usually are not: what stands in
 * front of the first tag, and lines that begin with {@code #}, become blanks, so that lines keep
 * their numbers. Each byte is one character, whatever encoding the file claims to be in: names of
 * files are bytes.
 */
final class SersyncText {
  private enum Place {
    TEXT,
    TAG,
    SINGLE_QUOTES,
    DOUBLE_QUOTES,
    COMMENT
  }

  private static final int BYTE_ORDER_MARK = 3;

  private final StringBuilder text;
  private final List<Integer> halfComments = new ArrayList<>();
  private Place place = Place.TEXT;

  private SersyncText(StringBuilder text) {
    this.text = text;
  }

  /** Cleans the contents of a file. */
  static SersyncText of(byte[] contents) {
    StringBuilder text = new StringBuilder(new String(contents, StandardCharsets.ISO_8859_1));
    if (text.indexOf("\u00ef\u00bb\u00bf") == 0) {
      text.delete(0, BYTE_ORDER_MARK);
    }
    SersyncText cleaned = new SersyncText(text);
    cleaned.dropTextInFront();
    cleaned.dropHashLines();
    return cleaned;
  }

  String text() {
    return text.toString();
  }

  /** Lines that begin with {@code #} and hold a tag all the same, which counts; from 1. */
  List<Integer> halfComments() {
    return halfComments;
  }

  /** The XML declaration may only stand at the very start: one that does not is dropped. */
  private void dropTextInFront() {
    int first = 0;
    while (first < text.length() && !startsTag(first)) {
      first++;
    }
    blank(0, first);
    if (first > 0 && text.indexOf("<?xml", first) == first) {
      int end = text.indexOf("?>", first);
      blank(first, end < 0 ? text.length() : end + 2);
    }
  }

  private void dropHashLines() {
    int number = 1;
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf("\n", start);
      int end = newline < 0 ? text.length() : newline;
      if (place == Place.TEXT && startsWithHash(start, end)) {
        dropHashLine(start, end, number);
      }
      for (int i = start; i < end; i++) {
        advance(i);
      }
      start = end + 1;
      number++;
    }
  }

  private boolean startsWithHash(int start, int end) {
    int at = start;
    while (at < end && text.charAt(at) <= ' ') {
      at++;
    }
    return at < end && text.charAt(at) == '#';
  }

  private void dropHashLine(int start, int end, int number) {
    int at = start;
    while (at < end && !startsTag(at)) {
      at++;
    }
    blank(start, at);
    if (at < end) {
      halfComments.add(number);
    }
  }

  private boolean startsTag(int at) {
    if (text.charAt(at) != '<' || at + 1 >= text.length()) {
      return false;
    }
    char next = text.charAt(at + 1);
    return Character.isLetter(next) || next == '/' || next == '!' || next == '?';
  }

  private void advance(int at) {
    char c = text.charAt(at);
    place =
        switch (place) {
          case TEXT -> c != '<' ? Place.TEXT : isAt(at, "<!--") ? Place.COMMENT : Place.TAG;
          case TAG ->
              switch (c) {
                case '>' -> Place.TEXT;
                case '"' -> Place.DOUBLE_QUOTES;
                case '\'' -> Place.SINGLE_QUOTES;
                default -> Place.TAG;
              };
          case SINGLE_QUOTES -> c == '\'' ? Place.TAG : place;
          case DOUBLE_QUOTES -> c == '"' ? Place.TAG : place;
          case COMMENT -> c == '>' && isAt(at - 2, "-->") ? Place.TEXT : place;
        };
  }

  private boolean isAt(int at, String word) {
    return at >= 0 && text.indexOf(word, at) == at;
  }

  private void blank(int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }
}
