// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import java.util.ArrayList;
import java.util.List;
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

  private static final String OF_CONNECTION = "RSYNC_";
  private static final String SHELL_ACTIVE = "'\"`$\\;&|<>()*?[]#!~{}";

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

  /** The value of one variable. */
  public Optional<String> value(String name) {
    return lookup.apply(name);
  }

  /**
   * The first variable in a command for a shell whose value a shell might act upon, so that the
   * command must not be run (rsyncd.conf(5), parameter pre-xfer exec). Only the variables of a
   * connection are looked at, all of whose values may come from a client.
   */
  Optional<String> unsafeIn(String command) {
    List<String> unsafe = new ArrayList<>();
    new Variables(
            name -> {
              Optional<String> value = lookup.apply(name);
              if (name.startsWith(OF_CONNECTION) && value.filter(Variables::isActive).isPresent()) {
                unsafe.add(name);
              }
              return value;
            })
        .expand(command);
    return unsafe.stream().findFirst();
  }

  private static boolean isActive(String value) {
    return value.chars().anyMatch(c -> c <= ' ' || c == 0x7f || SHELL_ACTIVE.indexOf(c) >= 0);
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
