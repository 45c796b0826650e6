// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.IdMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/** Reads {@code FROM:TO} pairs of {@code --usermap} or {@code --groupmap}. Owned by one thread. */
public final class IdRulesReader {
  private static final long LARGEST_ID = 0xffffffffL;

  private final String option;
  private final ToIntFunction<byte[]> localIds;
  private final Problems problems;

  /**
   * @param option {@code --usermap} or {@code --groupmap}, for messages
   * @param localIds finds the id of a name of this machine, {@link IdMapper#UNKNOWN} if there is
   *     none
   * @param problems hears of pairs that are left out
   */
  public IdRulesReader(String option, ToIntFunction<byte[]> localIds, Problems problems) {
    this.option = option;
    this.localIds = localIds;
    this.problems = problems;
  }

  /**
   * Reads all pairs, the last one first, as the reference program does: the mistake it reports is
   * the last one.
   *
   * @throws RsyncException with rsync's text and exit code 1
   */
  public IdRules read(String text) throws IOException {
    Deque<IdRule> rules = new ArrayDeque<>();
    String[] pairs = text.split(",", -1);
    for (int i = pairs.length - 1; i >= 0; i--) {
      IdRule rule = pair(pairs[i]);
      if (rule != null) {
        rules.addFirst(rule);
      }
    }
    return new IdRules(List.copyOf(rules));
  }

  /** Null, and a word about it, if there is nobody of that name here. */
  private IdRule pair(String pair) throws IOException {
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw mistake("No colon found in " + option + ": " + pair);
    }
    String from = pair.substring(0, colon);
    String to = pair.substring(colon + 1);
    if (to.isEmpty()) {
      throw mistake("No name found after colon " + option + ": " + pair);
    }
    IdRule found = from(from);
    OptionalInt target = target(to);
    if (target.isEmpty()) {
      problems.tell(bytes("Unknown " + option + " name on receiver: " + to));
      return null;
    }
    return new IdRule(found.low(), found.high(), found.name(), target.getAsInt());
  }

  private IdRule from(String from) throws RsyncException {
    if (from.isEmpty() || !isDigit(from.charAt(0))) {
      return IdRule.ofName(bytes(from), 0);
    }
    int dash = from.indexOf('-');
    String low = dash < 0 ? from : from.substring(0, dash);
    String high = dash < 0 ? from : from.substring(dash + 1);
    if (!isNumber(low) || !isNumber(high)) {
      throw mistake("Invalid number in " + option + ": " + from);
    }
    return IdRule.ofNumbers(number(low), number(high), 0);
  }

  private OptionalInt target(String to) throws RsyncException {
    if (isNumber(to)) {
      return OptionalInt.of((int) number(to));
    }
    int id = localIds.applyAsInt(bytes(to));
    return id == IdMapper.UNKNOWN ? OptionalInt.empty() : OptionalInt.of(id);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(IdRulesReader::isDigit);
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private static long number(String digits) throws RsyncException {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      value = value * 10 + digits.charAt(i) - '0';
      if (value > LARGEST_ID) {
        throw mistake("Invalid ID number: " + digits);
      }
    }
    return value;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static RsyncException mistake(String text) {
    return new RsyncException(ExitCode.SYNTAX, text);
  }

  /** Hears of pairs that are left out. */
  @FunctionalInterface
  public interface Problems {
    void tell(byte[] text) throws IOException;
  }
}
