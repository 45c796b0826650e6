// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.rsync.options.Option;
import dev.rivulet.rsync.options.Option.Negation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One way to write an option, with its letter if it has one: what a word of {@code refuse options}
 * is compared with.
 *
 * @param option what it means
 * @param on whether it is the option itself and not its negation
 * @param name without dashes; empty for an option that has only a letter
 * @param letter or {@link Option#NO_LETTER}
 */
record OptionSpelling(Option option, boolean on, String name, char letter) {

  /** What a transfer cannot do without, or what has no harm in it: no wildcard means these. */
  private static final Set<String> VITAL =
      Set.of(
          "rsh",
          "from0",
          "no-from0",
          "secluded-args",
          "protect-args",
          "dry-run",
          "iconv",
          "no-iconv",
          "checksum-seed",
          "copy-devices",
          "write-devices",
          "delete-missing-args",
          "log-format",
          "out-format",
          "sender",
          "server");

  private static final List<OptionSpelling> ALL = new ArrayList<>();
  private static final Map<String, OptionSpelling> TYPED = new HashMap<>();

  static {
    for (Option option : Option.values()) {
      addPositive(option);
      addNegative(option);
    }
    for (OptionSpelling spelling : ALL) {
      if (!spelling.name.isEmpty()) {
        TYPED.put("--" + spelling.name, spelling);
      }
      if (spelling.letter != Option.NO_LETTER) {
        TYPED.put("-" + spelling.letter, spelling);
      }
    }
  }

  private static void addPositive(Option option) {
    char letter = option.letter();
    if (option.names().isEmpty()) {
      ALL.add(new OptionSpelling(option, true, "", letter));
    }
    for (String name : option.names()) {
      ALL.add(new OptionSpelling(option, true, name, letter));
      letter = Option.NO_LETTER;
    }
  }

  private static void addNegative(Option option) {
    if (option.negation() == Negation.NEVER) {
      return;
    }
    for (String name : option.names()) {
      ALL.add(new OptionSpelling(option, false, "no-" + name, Option.NO_LETTER));
    }
    if (option.negation() == Negation.BY_NAME_AND_LETTER) {
      ALL.add(new OptionSpelling(option, false, "no-" + option.letter(), Option.NO_LETTER));
    }
  }

  /** What a client has typed, with its dashes. */
  static Optional<OptionSpelling> of(String asTyped) {
    return Optional.ofNullable(TYPED.get(asTyped));
  }

  static Set<OptionSpelling> all(Predicate<OptionSpelling> wanted) {
    return ALL.stream().filter(wanted).collect(Collectors.toUnmodifiableSet());
  }

  /** Every spelling of what a name or letter without dashes means; none for an unknown one. */
  static Set<OptionSpelling> sameAs(String name) {
    Optional<OptionSpelling> known = of((name.length() == 1 ? "-" : "--") + name);
    return known.isEmpty()
        ? Set.of()
        : all(other -> other.option == known.get().option && other.on == known.get().on);
  }

  /** What a wildcard is matched with. */
  Stream<String> names() {
    return Stream.of(name, letter == Option.NO_LETTER ? "" : String.valueOf(letter))
        .filter(text -> !text.isEmpty());
  }

  /** Whether only its exact name means it. */
  boolean isVital() {
    return VITAL.contains(name);
  }

  /** For messages. */
  String shown() {
    if (name.isEmpty()) {
      return "-" + letter;
    }
    return letter == Option.NO_LETTER ? "--" + name : "--" + name + " (-" + letter + ")";
  }
}
