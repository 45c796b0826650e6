// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import java.util.List;
import java.util.Map;

/** What to do about an error of Lua, for somebody who knows none. */
final class LuaAdvice {
  /** By what the error contains; the first that fits. */
  private static final List<Map.Entry<String, String>> KNOWN =
      List.of(
          Map.entry("unfinished string", "put the closing quotes behind the text"),
          Map.entry(
              "unexpected symbol",
              "write text between straight quotes (\"...\"), and see whether a comma or bracket is"
                  + " one too many"),
          Map.entry(
              "expected",
              "look there and in the lines above: a comma may be missing, or a bracket or quotes"
                  + " that close"),
          Map.entry("attempt to call nil", "there is no function of that name: sync, settings?"),
          Map.entry(
              "attempt to", "a variable has no value: is its name spelt as where it is set?"));

  private static final String OTHERWISE =
      "an lsyncd.conf is evaluated with Lua 5.2 and its base, table, string and math libraries";

  private LuaAdvice() {}

  static String on(String error) {
    for (Map.Entry<String, String> known : KNOWN) {
      if (error.contains(known.getKey())) {
        return known.getValue();
      }
    }
    return OTHERWISE;
  }
}
