// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.IdMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OwnerMappingTest {
  private static final byte[] NAMELESS = {};
  private final IdMapper ids = FakeIds.debian();

  private static byte[] name(String name) {
    return name.getBytes(US_ASCII);
  }

  private IdRules rules(String text) throws IOException {
    return new IdRulesReader("--usermap", ids::uid, problem -> {}).read(text);
  }

  @Test
  void looksUpTheNameAndKeepsTheNumberWhereThereIsNone() {
    OwnerMapping mapping = new OwnerMapping(ids, false);
    assertThat(mapping.uid(500, name("daemon"))).isEqualTo(ids.uid(name("daemon")));
    assertThat(mapping.uid(501, name("no-such-user"))).isEqualTo(501);
    assertThat(mapping.uid(502, NAMELESS)).isEqualTo(502);
    assertThat(mapping.uid(0, name("daemon"))).isZero();
  }

  @Test
  void takesNumbersAsTheyAreWhenAsked() {
    OwnerMapping mapping = new OwnerMapping(ids, true);
    assertThat(mapping.uid(500, name("daemon"))).isEqualTo(500);
    assertThat(mapping.gid(500, name("daemon"))).isEqualTo(500);
  }

  @Test
  void letsRulesComeFirst() throws IOException {
    OwnerMapping mapping =
        new OwnerMapping(ids, true, false, true, rules("root:77,500:78"), IdRules.NONE);
    assertThat(mapping.uid(0, name("root"))).isEqualTo(77);
    assertThat(mapping.uid(500, name("daemon"))).isEqualTo(78);
    assertThat(mapping.uid(501, name("daemon"))).isEqualTo(ids.uid(name("daemon")));
    assertThat(mapping.gid(0, name("root"))).isZero();
  }

  @Test
  void takesAnUnnamedZeroForTheLocalRoot() throws IOException {
    OwnerMapping mapping =
        new OwnerMapping(ids, true, false, false, rules("root:77"), IdRules.NONE);
    assertThat(mapping.uid(0, NAMELESS)).isEqualTo(77);
  }

  @Test
  void believesASenderThatCouldHaveNamedZero() throws IOException {
    OwnerMapping mapping =
        new OwnerMapping(ids, true, false, true, rules("root:77,:78"), IdRules.NONE);
    assertThat(mapping.uid(0, NAMELESS)).isEqualTo(78);
  }

  @Test
  void seesNoNamesWithNumericIds() throws IOException {
    OwnerMapping byName =
        new OwnerMapping(ids, true, true, true, rules("daemon:77,root:78"), IdRules.NONE);
    assertThat(byName.uid(500, name("daemon"))).isEqualTo(500);
    assertThat(byName.uid(0, name("root"))).isZero();
    OwnerMapping nameless = new OwnerMapping(ids, true, true, true, IdRules.NONE, rules(":79"));
    assertThat(nameless.gid(0, name("root"))).isEqualTo(79);
  }

  @Test
  void noRuleChangesNumericIdsOfListsWhoseNamesComeAtOnce() throws IOException {
    OwnerMapping mapping = new OwnerMapping(ids, true, true, true, rules("*:5"), rules("*:5"));

    assertThat(mapping.aclUser(7, NAMELESS)).isEqualTo(5);
    assertThat(mapping.aclUserAtOnce(7, NAMELESS)).isEqualTo(7);
    assertThat(mapping.aclGroupAtOnce(7, NAMELESS)).isEqualTo(7);
  }

  @Test
  void rulesChangeNumericIdsOfListsWhoseNamesComeAllTheSame() throws IOException {
    OwnerMapping mapping = new OwnerMapping(ids, true, true, true, rules("*:5"), rules("*:6"));

    assertThat(mapping.aclUserAtOnce(7, name("daemon"))).isEqualTo(5);
    assertThat(mapping.aclGroupAtOnce(7, name("daemon"))).isEqualTo(6);
    assertThat(mapping.aclUserAtOnce(7, NAMELESS)).isEqualTo(7);
  }
}
