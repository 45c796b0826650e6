// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.auth;

import dev.rivulet.daemon.config.Wildcards;
import dev.rivulet.rsync.conf.Blanks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The rules of {@code auth users}, in their order; the first that fits a user decides. */
final class AuthUsers {

  /** What a rule does with those it fits. */
  enum Access {
    /** As the module says. */
    DEFAULT,
    DENY,
    READ_ONLY,
    READ_WRITE
  }

  /**
   * One rule.
   *
   * @param pattern of user names, or of group names when {@code ofGroup}
   */
  private record Rule(String pattern, boolean ofGroup, Access access) {}

  /**
   * The rule that decides.
   *
   * @param group the group that made it fit, empty for a rule about users
   */
  record Match(Access access, Optional<String> group) {}

  private final List<Rule> rules = new ArrayList<>();

  AuthUsers(String list) {
    for (String entry : Blanks.entries(list)) {
      rules.add(rule(entry));
    }
  }

  private static Rule rule(String entry) {
    int colon = entry.indexOf(':');
    String who = colon < 0 ? entry : entry.substring(0, colon);
    Access access = colon < 0 ? Access.DEFAULT : access(entry.substring(colon + 1));
    boolean ofGroup = who.startsWith("@");
    return new Rule(ofGroup ? who.substring(1) : who, ofGroup, access);
  }

  /** Only the letters that tell the words apart count; another word changes nothing. */
  private static Access access(String option) {
    char first = letter(option, 0);
    char second = letter(option, 1);
    if (first == 'd') {
      return Access.DENY;
    }
    if (first == 'r' && second == 'o') {
      return Access.READ_ONLY;
    }
    return first == 'r' && second == 'w' ? Access.READ_WRITE : Access.DEFAULT;
  }

  private static char letter(String text, int at) {
    return at < text.length() ? Character.toLowerCase(text.charAt(at)) : 0;
  }

  /**
   * The first rule that fits.
   *
   * @param groups the groups the user is in on this system, asked for only when a rule needs them
   */
  Optional<Match> match(String user, Supplier<List<String>> groups) {
    List<String> memberships = null;
    for (Rule rule : rules) {
      if (!rule.ofGroup) {
        if (Wildcards.match(rule.pattern, user)) {
          return Optional.of(new Match(rule.access, Optional.empty()));
        }
        continue;
      }
      if (memberships == null) {
        memberships = groups.get();
      }
      for (String group : memberships) {
        if (Wildcards.match(rule.pattern, group)) {
          return Optional.of(new Match(rule.access, Optional.of(group)));
        }
      }
    }
    return Optional.empty();
  }
}
