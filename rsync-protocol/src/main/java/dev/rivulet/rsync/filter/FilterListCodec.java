// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Filter lists on the wire. */
public final class FilterListCodec {
  private static final int MODERN = 29;
  private static final int PERISHABLE_SINCE = 30;
  private static final int SIDES = Modifier.SENDER_SIDE | Modifier.RECEIVER_SIDE;
  private static final int NEEDS_MODERN =
      Modifier.ABSOLUTE | Modifier.NEGATE | Modifier.XATTR | Modifier.CVS;

  private FilterListCodec() {}

  /**
   * Sends the rules that concern the peer, and the terminator.
   *
   * @param localSide the role of this end, whose private rules stay here
   * @param deleteExcluded whether plain rules lose their protecting half (--delete-excluded)
   * @throws RsyncException (exit code 2) if the peer is too old for one of the rules
   */
  public static void write(
      FilterList list,
      FilterList.Side localSide,
      boolean deleteExcluded,
      int protocol,
      WireOutput out)
      throws IOException {
    for (FilterRule rule : list.rules()) {
      FilterRule sent = deleteExcluded ? rule.withoutProtection() : rule;
      if (sent.concerns(otherSide(localSide)) && isOwnWay(sent, localSide, protocol)) {
        requireSpeakable(sent);
        byte[] text =
            protocol >= MODERN ? modernText(sent, protocol, localSide) : oldText(sent, localSide);
        if (text.length > 0) {
          out.writeInt(text.length);
          out.writeBytes(text);
        }
      }
    }
    out.writeInt(0);
  }

  /**
   * A rule as {@code --filter} of a sender understands it.
   *
   * @throws RsyncException if the newest protocol cannot say it
   */
  public static byte[] text(FilterRule rule) throws RsyncException {
    requireSpeakable(rule);
    return modernText(rule, 32, FilterList.Side.RECEIVER);
  }

  private static void requireSpeakable(FilterRule rule) throws RsyncException {
    if (rule.isUnspeakable()) {
      throw new RsyncException(
          ExitCode.UNSUPPORTED, "the rule " + rule.shown() + " cannot be told to another program");
    }
  }

  /**
   * A sending server makes of the rule {@code -C} what it stands for there; a receiving one, and an
   * old one, is sent what it stands for here.
   */
  private static boolean isOwnWay(FilterRule rule, FilterList.Side localSide, int protocol) {
    boolean spelledOut = localSide == FilterList.Side.SENDER || protocol < MODERN;
    return spelledOut ? !rule.isCvsMark() : !rule.has(Modifier.FOR_CVS);
  }

  private static FilterList.Side otherSide(FilterList.Side side) {
    return side == FilterList.Side.SENDER ? FilterList.Side.RECEIVER : FilterList.Side.SENDER;
  }

  private static byte[] modernText(FilterRule rule, int protocol, FilterList.Side localSide)
      throws RsyncException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write(
        switch (rule.kind()) {
          case EXCLUDE -> '-';
          case INCLUDE -> '+';
          case DIR_MERGE -> ':';
        });
    writeIf(rule, Modifier.ABSOLUTE, '/', text);
    writeIf(rule, Modifier.NEGATE, '!', text);
    if (rule.has(Modifier.CVS)) {
      text.write('C');
    } else {
      writeIf(rule, Modifier.NO_INHERIT, 'n', text);
      writeIf(rule, Modifier.WORD_SPLIT, 'w', text);
      if (rule.has(Modifier.NO_PREFIX)) {
        text.write(rule.has(Modifier.NO_PREFIX_INCLUDE) ? '+' : '-');
      }
    }
    writeIf(rule, Modifier.EXCLUDE_SELF, 'e', text);
    writeIf(rule, Modifier.XATTR, 'x', text);
    writeIf(rule, Modifier.SENDER_SIDE, 's', text);
    writeIf(rule, Modifier.RECEIVER_SIDE, 'r', text);
    if (protocol >= PERISHABLE_SINCE) {
      writeIf(rule, Modifier.PERISHABLE, 'p', text);
    } else {
      checkPerishable(rule, localSide);
    }
    text.write(' ');
    writePattern(rule, text);
    return text.toByteArray();
  }

  private static void writeIf(
      FilterRule rule, int modifier, char letter, ByteArrayOutputStream text) {
    if (rule.has(modifier)) {
      text.write(letter);
    }
  }

  private static void writePattern(FilterRule rule, ByteArrayOutputStream text) {
    text.writeBytes(rule.pattern());
    writeIf(rule, Modifier.DIRECTORY, '/', text);
  }

  /** What an older receiver would not spare, a sender must not ask it to. */
  private static void checkPerishable(FilterRule rule, FilterList.Side localSide)
      throws RsyncException {
    if (rule.has(Modifier.PERISHABLE)
        && !rule.has(Modifier.AUTOMATIC)
        && localSide == FilterList.Side.SENDER) {
      throw tooModern();
    }
  }

  private static byte[] oldText(FilterRule rule, FilterList.Side localSide) throws RsyncException {
    if (rule.kind() == Kind.DIR_MERGE || rule.has(NEEDS_MODERN)) {
      throw tooModern();
    }
    checkPerishable(rule, localSide);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    if (rule.kind() == Kind.INCLUDE) {
      text.writeBytes(new byte[] {'+', ' '});
    } else if (looksPrefixed(rule.pattern())) {
      text.writeBytes(new byte[] {'-', ' '});
    }
    writePattern(rule, text);
    return text.toByteArray();
  }

  private static boolean looksPrefixed(byte[] pattern) {
    return pattern.length >= 2 && (pattern[0] == '-' || pattern[0] == '+') && pattern[1] == ' ';
  }

  private static RsyncException tooModern() {
    return new RsyncException(ExitCode.PROTOCOL, "filter rules are too modern for remote rsync.");
  }

  /**
   * Reads a list; every rule counts for this end, whatever side letters it carries.
   *
   * @param context of this end, for rules that merge a file or are {@code -C}
   * @throws RsyncException (exit code 1) for a rule that cannot be read, (exit code 2) for an
   *     overlong one
   */
  public static FilterList read(int protocol, WireInput in, RuleContext context)
      throws IOException {
    return read(protocol, in, context, rule -> {});
  }

  /**
   * As above.
   *
   * @param heard is told of each rule as it came
   */
  public static FilterList read(
      int protocol, WireInput in, RuleContext context, Consumer<FilterRule> heard)
      throws IOException {
    List<FilterRule> rules = new ArrayList<>();
    for (int length = in.readInt(); length != 0; length = in.readInt()) {
      if (length < 0 || length >= WireLimits.MAX_LINE) {
        throw new ProtocolException("overflow: recv_rules length=" + length);
      }
      byte[] text = in.readBytes(length);
      if (protocol >= MODERN) {
        FilterRuleParser.parseRule(text, context, rules);
      } else {
        FilterRuleParser.parsePattern(text, false, rules);
      }
    }
    rules.forEach(heard);
    rules.replaceAll(rule -> rule.without(SIDES));
    return new FilterList(rules);
  }
}
