// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import java.util.HashMap;
import java.util.Map;

/** Finds options by the way they are written. Immutable. */
public final class OptionTable {
  private static final Map<String, Option> BY_NAME = new HashMap<>(512);
  private static final Option[] BY_LETTER = new Option[128];

  static {
    for (Option option : Option.values()) {
      for (String name : option.names()) {
        BY_NAME.put(name, option);
      }
      if (option.letter() != Option.NO_LETTER) {
        BY_LETTER[option.letter()] = option;
      }
    }
  }

  private OptionTable() {}

  /**
   * The option with this long name or letter, without dashes; how a daemon's list of refused
   * options names them.
   *
   * @return the option, or null if there is none
   */
  public static Option find(String name) {
    return name.length() == 1 ? byLetter(name.charAt(0)) : BY_NAME.get(name);
  }

  /** The option with exactly this long name, or null. */
  static Option byName(String name) {
    return BY_NAME.get(name);
  }

  /** The option with this letter, or null. */
  static Option byLetter(char letter) {
    return letter < BY_LETTER.length ? BY_LETTER[letter] : null;
  }

  /** The option that {@code --no-NAME} turns off, NAME being a long name or a letter, or null. */
  static Option byNegatedName(String name) {
    Option option = find(name);
    if (option == null) {
      return null;
    }
    boolean isLetter = name.length() == 1;
    return switch (option.negation()) {
      case NEVER -> null;
      case BY_NAME -> isLetter ? null : option;
      case BY_NAME_AND_LETTER -> option;
    };
  }
}
