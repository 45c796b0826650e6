// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which lines are written, by their category ({@code -log}).
 *
 * @param all every line
 * @param scarce errors only
 * @param more categories that are written besides
 */
record LogChoice(boolean all, boolean scarce, Set<String> more) {
  static final String NORMAL = "Normal";
  static final String ERROR = "Error";
  static final String WARN = "Warn";

  /** Each confirmed change; told by the engine. */
  static final String DELAY = "Delay";

  /** What is told unless something else is asked for. */
  static final LogChoice USUAL = new LogChoice(false, false, Set.of());

  /** The categories that have lines here. */
  private static final Set<String> KNOWN = Set.of(NORMAL, ERROR, WARN, DELAY, "Exec");

  LogChoice {
    more = Set.copyOf(more);
  }

  /** Whether a word may follow {@code -log}: lsyncd's categories begin with a capital letter. */
  static boolean isCategory(String word) {
    return word.equals("all")
        || word.equals("scarce")
        || (!word.isEmpty() && Character.isUpperCase(word.charAt(0)));
  }

  /** Whether lines of a category are ever written; lsyncd has many that tell of its insides. */
  static boolean hasLines(String category) {
    return KNOWN.contains(category);
  }

  /** The choice with one more word. */
  LogChoice with(String word) {
    return switch (word) {
      case "all" -> new LogChoice(true, false, more);
      case "scarce" -> new LogChoice(false, true, more);
      default -> {
        Set<String> longer = new TreeSet<>(more);
        longer.add(word);
        yield new LogChoice(all, scarce, longer);
      }
    };
  }

  boolean shows(String category) {
    if (all || category.equals(ERROR) || more.contains(category)) {
      return true;
    }
    return !scarce && !DELAY.equals(category) && !category.equals("Exec");
  }
}
