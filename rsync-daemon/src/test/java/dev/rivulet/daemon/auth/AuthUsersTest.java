// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.daemon.auth.AuthUsers.Access;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthUsersTest {

  @ParameterizedTest
  @CsvSource({
    "ann, DEFAULT",
    "ann:deny, DENY",
    "ann:D, DENY",
    "ann:ro, READ_ONLY",
    "ann:RO, READ_ONLY",
    "ann:rw, READ_WRITE",
    "ann:rwx, READ_WRITE",
    "ann:r, DEFAULT",
    "ann:foo, DEFAULT",
    "'bob:deny, a*:ro', READ_ONLY",
    "'ann:ro ann:rw', READ_ONLY",
    "'rsync    #the user ann', DEFAULT"
  })
  void goesByTheFirstRuleThatFits(String rules, Access expected) {
    assertThat(new AuthUsers(rules).match("ann", List::of).orElseThrow().access())
        .isEqualTo(expected);
  }

  @Test
  void fitsNobodyElse() {
    assertThat(new AuthUsers("bob, carl").match("ann", List::of)).isEmpty();
    assertThat(new AuthUsers("Ann").match("ann", List::of)).isEmpty();
  }

  @Test
  void findsUsersByTheirGroups() {
    AuthUsers users = new AuthUsers("@staff:deny @w*:rw");

    assertThat(users.match("ann", () -> List.of("wheel")).orElseThrow())
        .satisfies(match -> assertThat(match.access()).isEqualTo(Access.READ_WRITE))
        .satisfies(match -> assertThat(match.group()).contains("wheel"));
    assertThat(users.match("ann", List::of)).isEmpty();
  }

  @Test
  void splitsAListThatStartsWithACommaOnlyAtCommas() {
    AuthUsers users = new AuthUsers(", ann smith:ro , @Some Group:deny");

    assertThat(users.match("ann smith", List::of).orElseThrow().access())
        .isEqualTo(Access.READ_ONLY);
    assertThat(users.match("x", () -> List.of("Some Group")).orElseThrow().access())
        .isEqualTo(Access.DENY);
  }
}
