// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import java.nio.charset.StandardCharsets;

/**
 * What stands in front of the pattern of a rule: a letter or word and modifiers.
 *
 * @param type what the letter or word says
 * @param modifiers bits of {@link Modifier}
 * @param end where the pattern begins; the length of the text, or more, if there is none
 */
record RulePrefix(Type type, int modifiers, int end) {

  /** The letters and words. */
  enum Type {
    EXCLUDE('-', "exclude", 0),
    INCLUDE('+', "include", 0),
    MERGE('.', "merge", 0),
    DIR_MERGE(':', "dir-merge", 0),
    HIDE('H', "hide", Modifier.SENDER_SIDE),
    SHOW('S', "show", Modifier.SENDER_SIDE),
    PROTECT('P', "protect", Modifier.RECEIVER_SIDE),
    RISK('R', "risk", Modifier.RECEIVER_SIDE),
    CLEAR('!', "clear", 0);

    private final char letter;
    private final String word;
    private final int side;

    Type(char letter, String word, int side) {
      this.letter = letter;
      this.word = word;
      this.side = side;
    }

    boolean isInclude() {
      return this == INCLUDE || this == SHOW || this == RISK;
    }

    boolean isMerge() {
      return this == MERGE || this == DIR_MERGE;
    }
  }

  boolean isClear() {
    return type == Type.CLEAR;
  }

  static RulePrefix parse(byte[] text, RuleOrigin origin) throws RsyncException {
    for (Type type : Type.values()) {
      if (text[0] == type.letter) {
        return parseModifiers(type, text, 1, origin);
      }
    }
    for (Type type : Type.values()) {
      if (isWord(text, type.word)) {
        return parseModifiers(type, text, type.word.length(), origin);
      }
    }
    throw new RsyncException(ExitCode.SYNTAX, "Unknown filter rule: " + origin.describe(text));
  }

  private static boolean isWord(byte[] text, String word) {
    byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < bytes.length; i++) {
      if (i >= text.length || text[i] != bytes[i]) {
        return false;
      }
    }
    return text.length == bytes.length
        || text[bytes.length] == ' '
        || text[bytes.length] == '_'
        || text[bytes.length] == ','
        || (text[bytes.length] >= '\t' && text[bytes.length] <= '\r');
  }

  private static RulePrefix parseModifiers(Type type, byte[] text, int start, RuleOrigin origin)
      throws RsyncException {
    if (type == Type.CLEAR) {
      return new RulePrefix(type, 0, start);
    }
    int modifiers = type.side;
    int at = start < text.length && text[start] == ',' ? start + 1 : start;
    while (at < text.length && text[at] != ' ' && text[at] != '_') {
      int modifier = modifier(type, modifiers, text[at]);
      if (modifier == 0) {
        throw invalidModifier(text, at, origin);
      }
      modifiers |= modifier;
      at++;
    }
    return new RulePrefix(type, modifiers, at + 1);
  }

  /** The bits of a letter, 0 if it may not stand here. */
  private static int modifier(Type type, int before, byte letter) {
    boolean bare = (before & (Modifier.NO_PREFIX | Modifier.CVS)) != 0;
    return switch (letter) {
      case '/' -> Modifier.ABSOLUTE;
      case '!' -> type.isMerge() ? 0 : Modifier.NEGATE;
      case 'p' -> Modifier.PERISHABLE;
      case 'x' -> Modifier.XATTR;
      case 's' -> type.side != 0 ? 0 : Modifier.SENDER_SIDE;
      case 'r' -> type.side != 0 ? 0 : Modifier.RECEIVER_SIDE;
      case 'C' -> type.side != 0 || bare ? 0 : cvs(type);
      case '-' -> !type.isMerge() || bare ? 0 : Modifier.NO_PREFIX;
      case '+' -> !type.isMerge() || bare ? 0 : Modifier.NO_PREFIX | Modifier.NO_PREFIX_INCLUDE;
      case 'e' -> type.isMerge() ? Modifier.EXCLUDE_SELF : 0;
      case 'n' -> type.isMerge() ? Modifier.NO_INHERIT : 0;
      case 'w' -> type.isMerge() ? Modifier.WORD_SPLIT : 0;
      default -> 0;
    };
  }

  private static int cvs(Type type) {
    return type.isMerge()
        ? Modifier.CVS | Modifier.NO_PREFIX | Modifier.WORD_SPLIT | Modifier.NO_INHERIT
        : Modifier.CVS;
  }

  private static RsyncException invalidModifier(byte[] text, int at, RuleOrigin origin) {
    String where =
        origin.isTyped()
            ? "invalid modifier '" + (char) (text[at] & 0xff) + "' at position " + at
            : "invalid modifier";
    return new RsyncException(ExitCode.SYNTAX, where + " in filter rule: " + origin.describe(text));
  }
}
