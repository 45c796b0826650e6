// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Levels that words like {@code name2,del0} give to flags of one kind. What no word has spoken of
 * follows from the number of {@code -v}. Immutable.
 *
 * @param <F> the kind
 */
public final class OutputLevels<F extends Enum<F> & OutputFlag> {
  private static final int NOT_SPOKEN_OF = -1;
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final F[] flags;
  private final int[] spoken;
  private final int limit;

  private OutputLevels(F[] flags, int[] spoken, int limit) {
    this.flags = flags;
    this.spoken = spoken;
    this.limit = limit;
  }

  /** Without any word. */
  static OutputLevels<InfoFlag> info() {
    return silent(InfoFlag.values());
  }

  /** Without any word. */
  static OutputLevels<DebugFlag> debug() {
    return silent(DebugFlag.values());
  }

  private static <F extends Enum<F> & OutputFlag> OutputLevels<F> silent(F[] flags) {
    int[] spoken = new int[flags.length];
    Arrays.fill(spoken, NOT_SPOKEN_OF);
    return new OutputLevels<>(flags, spoken, NO_LIMIT);
  }

  /**
   * These levels, changed by words.
   *
   * @param words separated by commas: names with a level behind them (1 without), or {@code all},
   *     {@code none}
   * @param option what to name in an error
   * @throws RsyncException (exit code 1) for an unknown name
   */
  OutputLevels<F> with(String words, String option) throws RsyncException {
    int[] changed = spoken.clone();
    int start = 0;
    for (int end = 0; end <= words.length(); end++) {
      if (end == words.length() || words.charAt(end) == ',') {
        apply(words.substring(start, end), changed, option);
        start = end + 1;
      }
    }
    return new OutputLevels<>(flags, changed, limit);
  }

  private void apply(String word, int[] levels, String option) throws RsyncException {
    int nameEnd = word.length();
    while (nameEnd > 0 && isDigit(word.charAt(nameEnd - 1))) {
      nameEnd--;
    }
    int level = nameEnd == word.length() ? 1 : level(word.substring(nameEnd));
    String name = word.substring(0, nameEnd).toUpperCase(Locale.ROOT);
    switch (name) {
      case "" -> requireEmpty(word, option);
      case "ALL" -> Arrays.fill(levels, level);
      case "NONE" -> Arrays.fill(levels, 0);
      default -> levels[indexOf(name, word, option)] = level;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int level(String digits) {
    int level = 0;
    for (int i = 0; i < digits.length() && level < OutputFlag.HIGHEST; i++) {
      level = level * 10 + digits.charAt(i) - '0';
    }
    return Math.min(level, OutputFlag.HIGHEST);
  }

  private static void requireEmpty(String word, String option) throws RsyncException {
    if (!word.isEmpty()) {
      throw unknown(word, option);
    }
  }

  private int indexOf(String name, String word, String option) throws RsyncException {
    for (int i = 0; i < flags.length; i++) {
      if (flags[i].name().equals(name)) {
        return i;
      }
    }
    throw unknown(word, option);
  }

  private static RsyncException unknown(String word, String option) {
    return new RsyncException(ExitCode.SYNTAX, "Unknown " + option + " item: \"" + word + "\"");
  }

  /** The same, but never more than so many {@code -v} would show. */
  OutputLevels<F> limitedTo(int verbosity) {
    return new OutputLevels<>(flags, spoken, Math.min(limit, verbosity));
  }

  /** Whether a word has spoken of any flag. */
  boolean areSpokenOf() {
    for (int level : spoken) {
      if (level != NOT_SPOKEN_OF) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word has spoken of a flag. */
  boolean speaksOf(F flag) {
    return spoken[flag.ordinal()] != NOT_SPOKEN_OF;
  }

  /**
   * The level of a flag.
   *
   * @param implied what it has if no word has spoken of it
   */
  int level(F flag, int implied) {
    int level = speaksOf(flag) ? spoken[flag.ordinal()] : implied;
    return limit == NO_LIMIT ? level : Math.min(level, flag.levelAt(limit));
  }

  /**
   * The words that give another program the same levels.
   *
   * @param told which flags it has to know of
   * @return empty if there is nothing to tell
   */
  String words(Predicate<F> told) {
    int first = spoken[0];
    boolean equal = first != NOT_SPOKEN_OF;
    StringBuilder words = new StringBuilder();
    for (F flag : flags) {
      int level = spoken[flag.ordinal()];
      equal &= level == first;
      if (level != NOT_SPOKEN_OF && told.test(flag)) {
        words.append(words.length() == 0 ? "" : ",").append(flag.name()).append(suffix(level));
      }
    }
    return !equal ? words.toString() : first == 0 ? "NONE" : "ALL" + suffix(first);
  }

  private static String suffix(int level) {
    return level == 1 ? "" : Integer.toString(level);
  }
}
