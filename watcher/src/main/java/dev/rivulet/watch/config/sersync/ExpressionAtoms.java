// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a regular expression, as far as they are needed to tell what it can match at all:
 * whatever is not understood counts as "anything". The expression itself is known to be sound.
 */
final class ExpressionAtoms {

  /** What one part stands for. */
  enum Kind {
    /** One known character. */
    LITERAL,
    /** One of some characters, a slash not among them. */
    NAME_CHARACTER,
    /** Slashes at the very end, which need not be there. */
    TRAILING_SLASHES,
    /** Any text. */
    ANYTHING
  }

  /**
   * One part.
   *
   * @param character of a literal
   */
  record Atom(Kind kind, char character) {
    boolean isSlash() {
      return kind == Kind.LITERAL && character == '/';
    }

    boolean isNoSlash() {
      return kind == Kind.NAME_CHARACTER || (kind == Kind.LITERAL && character != '/');
    }
  }

  private static final Atom ANYTHING = new Atom(Kind.ANYTHING, '*');
  private static final Atom TRAILING_SLASHES = new Atom(Kind.TRAILING_SLASHES, '/');
  private static final Atom NAME_CHARACTER = new Atom(Kind.NAME_CHARACTER, '?');

  private final String text;
  private final List<List<Atom>> alternatives = new ArrayList<>();
  private List<Atom> current = new ArrayList<>();
  private int at;

  private ExpressionAtoms(String text) {
    this.text = text;
  }

  /** The alternatives at the outermost level, each the sequence of its parts. */
  static List<List<Atom>> of(String expression) {
    ExpressionAtoms atoms = new ExpressionAtoms(expression);
    if (expression.replace("(?:", "").contains("(?") || expression.contains("\\Q")) {
      return List.of(List.of(ANYTHING));
    }
    while (atoms.at < expression.length()) {
      atoms.part();
    }
    atoms.alternatives.add(atoms.current);
    return atoms.alternatives;
  }

  private void part() {
    char c = text.charAt(at++);
    switch (c) {
      case '|' -> {
        alternatives.add(current);
        current = new ArrayList<>();
      }
      case '^', '$' -> {
        // The whole text is compared anyway.
      }
      case '.' -> add(ANYTHING);
      case '[' -> characterClass();
      case '(' -> group();
      case '\\' -> escape();
      default -> add(new Atom(Kind.LITERAL, c));
    }
  }

  private void characterClass() {
    int start = at;
    if (at < text.length() && text.charAt(at) == '^') {
      at++;
    }
    at++;
    int depth = 1;
    while (at < text.length() && depth > 0) {
      char c = text.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
      }
    }
    String set = text.substring(start, Math.min(at, text.length()));
    boolean simple = !set.startsWith("^") && set.indexOf('\\') < 0 && set.indexOf('/') < 0;
    add(simple && !coversSlash(set) ? NAME_CHARACTER : ANYTHING);
  }

  /** Whether a range such as {@code +-9} has the slash in it. */
  private static boolean coversSlash(String set) {
    for (int i = 1; i + 1 < set.length(); i++) {
      if (set.charAt(i) == '-' && set.charAt(i - 1) <= '/' && set.charAt(i + 1) >= '/') {
        return true;
      }
    }
    return false;
  }

  private void group() {
    int start = at;
    int depth = 1;
    while (at < text.length() && depth > 0) {
      char c = text.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      }
    }
    String inside = text.substring(start, Math.max(start, at - 1)).replaceFirst("^\\?:", "");
    List<List<Atom>> parts = of(inside);
    boolean once = quantifier().isEmpty();
    boolean flat = parts.size() == 1;
    if (flat && at < text.length()) {
      flat = !parts.get(0).contains(TRAILING_SLASHES);
    }
    if (once && flat) {
      current.addAll(parts.get(0));
    } else {
      current.add(ANYTHING);
    }
  }

  private void escape() {
    char c = at < text.length() ? text.charAt(at++) : '\\';
    if (c == 'b' || c == 'B') {
      return;
    }
    if (c == 'd' || c == 'w' || c == 's') {
      add(NAME_CHARACTER);
    } else if (Character.isLetterOrDigit(c)) {
      add(ANYTHING);
    } else {
      add(new Atom(Kind.LITERAL, c));
    }
  }

  /** Adds a part, or "anything" if it may be missing or come more than once. */
  private void add(Atom atom) {
    String quantifier = quantifier();
    boolean mayBeMissing = !quantifier.isEmpty() && quantifier.charAt(0) != '+';
    if (quantifier.isEmpty() || (!mayBeMissing && atom.kind() != Kind.ANYTHING)) {
      current.add(atom);
    }
    if (!quantifier.isEmpty()) {
      boolean trailing = atom.isSlash() && mayBeMissing && at == text.length();
      current.add(trailing ? TRAILING_SLASHES : ANYTHING);
    }
  }

  /** Takes a quantifier; empty if there is none. */
  private String quantifier() {
    int start = at;
    if (at < text.length() && "*+?".indexOf(text.charAt(at)) >= 0) {
      at++;
    } else if (at < text.length() && text.charAt(at) == '{') {
      at = Math.max(at + 1, text.indexOf('}', at) + 1);
    } else {
      return "";
    }
    if (at < text.length() && "+?".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(start, at);
  }
}
