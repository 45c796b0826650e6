// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where {@code %NAME%} in a value comes from: the environment, and what is known of a connection.
 *
 * <p>References to names that do not exist stay as they are, as does everything else with a percent
 * sign in it (rsyncd.conf(5), section GLOBAL PARAMETERS).
 */
public final class Variables {

  /** No variables: values stay as they are written. */
  public static final Variables NONE = new Variables(name -> Optional.empty());

  private final Function<String, Optional<String>> lookup;

  public Variables(Function<String, Optional<String>> lookup) {
    this.lookup = lookup;
  }

  /** The variables of a map. */
  public static Variables of(Map<String, String> values) {
    return new Variables(name -> Optional.ofNullable(values.get(name)));
  }

  /** These variables, with others that hide those of the same name. */
  public Variables with(Map<String, String> values) {
    return new Variables(
        name -> {
          String value = values.get(name);
          return value != null ? Optional.of(value) : lookup.apply(name);
        });
  }

  /** The value with its references replaced, in one pass. */
  public String expand(String value) {
    int open = value.indexOf('%');
    if (open < 0) {
      return value;
    }
    StringBuilder expanded = new StringBuilder(value.length());
    int from = 0;
    while (open >= 0) {
      int close = value.indexOf('%', open + 1);
      if (close < 0) {
        break;
      }
      Optional<String> replacement = lookup.apply(value.substring(open + 1, close));
      if (replacement.isPresent()) {
        expanded.append(value, from, open).append(replacement.get());
        from = close + 1;
        open = value.indexOf('%', from);
      } else {
        open = close;
      }
    }
    return expanded.append(value, from, value.length()).toString();
  }
}
