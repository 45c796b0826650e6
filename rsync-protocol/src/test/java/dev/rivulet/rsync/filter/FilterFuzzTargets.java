// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.wire.WireInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rules that a peer sends, as functions of arbitrary bytes. */
public final class FilterFuzzTargets {
  private FilterFuzzTargets() {}

  /** A list as a modern client sends it. */
  public static void list(byte[] bytes) throws IOException {
    FilterListCodec.read(30, new WireInput(new ByteArrayInputStream(bytes)), RuleContext.NONE);
  }

  /** A list of the bare rules of before protocol 29. */
  public static void oldList(byte[] bytes) throws IOException {
    FilterListCodec.read(28, new WireInput(new ByteArrayInputStream(bytes)), RuleContext.NONE);
  }

  /** The text of one rule. */
  public static void rule(byte[] bytes) throws IOException {
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parseRule(bytes, rules);
  }

  /** A pattern, up to the first zero byte, and a name behind it: the answer comes soon. */
  public static void pattern(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    byte[] name = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
    Wildmatch.matches(Arrays.copyOf(bytes, end), name);
  }
}
