// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Values of parameters, as far as they were set; what was not set has its default. */
final class Settings {
  private final Map<Parameter, Object> values;

  Settings() {
    this.values = new EnumMap<>(Parameter.class);
  }

  /** A copy that can be changed on its own. */
  Settings(Settings other) {
    this.values = new EnumMap<>(other.values);
  }

  /** What is set in {@code other} replaces what is set here. */
  void putAll(Settings other) {
    values.putAll(other.values);
  }

  void put(Parameter parameter, Object value) {
    values.put(parameter, value);
  }

  /**
   * Sets a parameter from text.
   *
   * @return false for a boolean that is none, which leaves the value as it was
   */
  boolean parse(Parameter parameter, String text) {
    switch (parameter.kind()) {
      case TEXT -> put(parameter, text);
      case NUMBER -> put(parameter, leadingNumber(text));
      case BOOLEAN, TRISTATE -> {
        return parseBoolean(parameter, text);
      }
    }
    return true;
  }

  private boolean parseBoolean(Parameter parameter, String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "1" -> put(parameter, true);
      case "no", "false", "0" -> put(parameter, false);
      case "unset", "-1" -> {
        if (parameter.kind() != ParameterKind.TRISTATE) {
          return false;
        }
        put(parameter, null);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The number up to the first character that does not belong to it, 0 without any. */
  private static int leadingNumber(String text) {
    int at = 0;
    boolean negative = text.startsWith("-");
    if (negative || text.startsWith("+")) {
      at++;
    }
    long number = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      number = Math.min(number * 10 + text.charAt(at++) - '0', Integer.MAX_VALUE);
    }
    return (int) (negative ? -number : number);
  }

  private Object value(Parameter parameter) {
    return values.containsKey(parameter) ? values.get(parameter) : parameter.defaultValue();
  }

  /** The text as it was written, its references not replaced. */
  String text(Parameter parameter) {
    return (String) value(parameter);
  }

  int number(Parameter parameter) {
    return (Integer) value(parameter);
  }

  boolean isOn(Parameter parameter) {
    return (Boolean) value(parameter);
  }

  /** The value of a three-state parameter, empty while it is unset. */
  Optional<Boolean> choice(Parameter parameter) {
    return Optional.ofNullable((Boolean) value(parameter));
  }
}
