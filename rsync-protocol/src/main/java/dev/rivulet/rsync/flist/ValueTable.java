// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Values that many entries share and refer to by number, from 0 in the order they came. Lives as
 * long as its session; safe for several threads.
 */
final class ValueTable<T> {
  private final List<T> values = new ArrayList<>();
  private final Map<T, Integer> numbers = new HashMap<>();

  synchronized int size() {
    return values.size();
  }

  synchronized T get(int number) {
    return values.get(number);
  }

  /** Adds a value, even if there is an equal one, and returns its number. */
  synchronized int add(T value) {
    values.add(value);
    return values.size() - 1;
  }

  /**
   * The number of an equal value, added if there was none. A table is filled this way or by add.
   */
  synchronized int numberOf(T value) {
    Integer known = numbers.get(value);
    if (known == null) {
      known = add(value);
      numbers.put(value, known);
    }
    return known;
  }

  /** Replaces every value; not for a table filled by {@link #numberOf}. */
  synchronized void replaceAll(UnaryOperator<T> replacement) {
    values.replaceAll(replacement);
  }
}
