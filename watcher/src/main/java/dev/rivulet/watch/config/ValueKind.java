// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

/** What kind of value a key of our own configuration takes. */
enum ValueKind {
  TEXT("text"),
  WORD("a word"),
  /** Separated by blanks; quotes keep blanks together. */
  LIST("words"),
  /** A command line, with quotes as in a shell. */
  WORDS("a command line"),
  /** Absolute. */
  PATH("an absolute path"),
  NUMBER("a number"),
  /** Bytes, or with a unit: K, M, G. */
  SIZE("a size"),
  /** With a unit: ms, s, m, h, d. */
  DURATION("a time"),
  /** yes, no, true, false, 1, 0 in any letter case. */
  BOOLEAN("yes or no"),
  /** A number, a percentage, or both. */
  LIMITS("a number, a percentage");

  private final String text;

  ValueKind(String text) {
    this.text = text;
  }

  /** For the manual. */
  String text() {
    return text;
  }
}
