// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.UserDatabase;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class IdentityChooserTest {
  private static final int SOMEBODY = 4711;
  private final IdentityChooser root = new IdentityChooser(0);
  private final IdentityChooser somebody = new IdentityChooser(SOMEBODY);

  private static void assertRefused(ThrowingCallable call, String answer, String logLine) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            IdentityException.class, e -> assertThat(e.answer()).isEqualTo(answer))
        .hasMessage(logLine);
  }

  @Test
  void makesRootNobodyUnlessToldOtherwise() throws Exception {
    Identity identity = root.choose("", "").orElseThrow();

    assertThat(identity.uid()).isEqualTo(UserDatabase.userId("nobody"));
    assertThat(identity.gid()).isEqualTo(UserDatabase.primaryGroup(identity.uid()));
    assertThat(identity.groups()).isEmpty();
  }

  @Test
  void takesNamesAndNumbers() throws Exception {
    assertThat(root.choose("root", "root")).contains(new Identity(0, 0, List.of()));
    assertThat(root.choose("12", "34, 56 root")).contains(new Identity(12, 34, List.of(56, 0)));
  }

  @Test
  void takesAllGroupsOfTheUser() throws Exception {
    assertThat(root.choose("root", "*").orElseThrow().gid()).isZero();
    assertRefused(
        () -> root.choose("3999999", "*"),
        "invalid gid setting.",
        "no groups are known of uid 3999999");
  }

  @Test
  void knowsNoCommentsBehindNames() {
    assertRefused(
        () -> root.choose("root    #x", ""), "invalid uid root    #x", "Invalid uid root    #x");
    assertRefused(() -> root.choose("root", "root  #x"), "invalid gid #x", "Invalid gid #x");
  }

  @Test
  void leavesAnOrdinaryUserAsItIs() throws Exception {
    assertThat(somebody.choose("", "")).isEmpty();
    assertThat(somebody.choose("4711", Integer.toString(Posix.effectiveGroup()))).isEmpty();
  }

  @Test
  void refusesToMakeAnOrdinaryUserAnotherOne() {
    assertRefused(
        () -> somebody.choose("0", ""),
        "setuid failed",
        "rsync: [Receiver] setuid 0 failed: Operation not permitted (1)");
    assertRefused(
        () -> somebody.choose("", "9999"),
        "setgid failed",
        "rsync: [Receiver] setgid 9999 failed: Operation not permitted (1)");
  }
}
