// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Takes a command line apart as getopt_long(3) does: grouped letters, arguments glued or apart,
 * unambiguous beginnings of long names, options behind operands, {@code --} as the end of options.
 * Its messages are those of the C library.
 */
final class GetoptLong {

  /**
   * An option that a program knows.
   *
   * @param letter 0 for none
   */
  record Option(char letter, String name, boolean hasArgument) {}

  /**
   * An option as it was typed.
   *
   * @param argument empty for an option without one
   */
  record Typed(Option option, byte[] argument) {
    String text() {
      return new String(argument, StandardCharsets.UTF_8);
    }
  }

  private static final byte[] NOTHING = {};

  private final String program;
  private final List<Option> known;
  private final List<Typed> options = new ArrayList<>();
  private final List<byte[]> operands = new ArrayList<>();

  private GetoptLong(String program, List<Option> known) {
    this.program = program;
    this.known = known;
  }

  /**
   * Parses.
   *
   * @param program its name, which messages begin with
   * @throws UsageException for an option that is unknown, ambiguous or lacks its argument
   */
  static GetoptLong parse(String program, List<Option> known, List<byte[]> words)
      throws UsageException {
    GetoptLong line = new GetoptLong(program, known);
    Deque<byte[]> ahead = new ArrayDeque<>(words);
    while (!ahead.isEmpty()) {
      byte[] word = ahead.pop();
      if (word.length < 2 || word[0] != '-') {
        line.operands.add(word);
      } else if (word[1] != '-') {
        line.letters(word, ahead);
      } else if (word.length > 2) {
        line.longName(word, ahead);
      } else {
        line.operands.addAll(ahead);
        ahead.clear();
      }
    }
    return line;
  }

  /** In the order typed. */
  List<Typed> options() {
    return options;
  }

  List<byte[]> operands() {
    return operands;
  }

  private void letters(byte[] word, Deque<byte[]> ahead) throws UsageException {
    for (int i = 1; i < word.length; i++) {
      char letter = (char) (word[i] & 0xff);
      Option option = byLetter(letter);
      if (!option.hasArgument()) {
        options.add(new Typed(option, NOTHING));
      } else if (i + 1 < word.length) {
        options.add(new Typed(option, Arrays.copyOfRange(word, i + 1, word.length)));
        return;
      } else if (!ahead.isEmpty()) {
        options.add(new Typed(option, ahead.pop()));
      } else {
        throw usage("option requires an argument -- '" + letter + "'");
      }
    }
  }

  private Option byLetter(char letter) throws UsageException {
    for (Option option : known) {
      if (option.letter() == letter) {
        return option;
      }
    }
    throw usage("invalid option -- '" + letter + "'");
  }

  private void longName(byte[] word, Deque<byte[]> ahead) throws UsageException {
    int equals = 2;
    while (equals < word.length && word[equals] != '=') {
      equals++;
    }
    String name = new String(word, 2, equals - 2, StandardCharsets.UTF_8);
    Option option = byName(name);
    if (equals < word.length) {
      if (!option.hasArgument()) {
        throw usage("option '--" + option.name() + "' doesn't allow an argument");
      }
      options.add(new Typed(option, Arrays.copyOfRange(word, equals + 1, word.length)));
    } else if (!option.hasArgument()) {
      options.add(new Typed(option, NOTHING));
    } else if (ahead.isEmpty()) {
      throw usage("option '--" + option.name() + "' requires an argument");
    } else {
      options.add(new Typed(option, ahead.pop()));
    }
  }

  private Option byName(String name) throws UsageException {
    List<Option> candidates = new ArrayList<>();
    for (Option option : known) {
      if (option.name().equals(name)) {
        return option;
      }
      if (option.name().startsWith(name)) {
        candidates.add(option);
      }
    }
    if (candidates.isEmpty()) {
      throw usage("unrecognized option '--" + name + "'");
    }
    if (candidates.size() > 1) {
      StringBuilder possible = new StringBuilder();
      candidates.forEach(option -> possible.append(" '--").append(option.name()).append('\''));
      throw usage("option '--" + name + "' is ambiguous; possibilities:" + possible);
    }
    return candidates.get(0);
  }

  private UsageException usage(String text) {
    return new UsageException(program + ": " + text);
  }
}
