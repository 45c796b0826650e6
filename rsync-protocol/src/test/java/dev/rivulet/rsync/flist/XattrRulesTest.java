// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class XattrRulesTest {

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  private static XattrRules rules(boolean isSuper, int level, FilterRule... filters) {
    return new XattrRules(
        isSuper, level, new FilterList(List.of(filters)), FilterList.Side.RECEIVER);
  }

  private static FilterRule exclude(String pattern) {
    return new FilterRule(Kind.EXCLUDE, bytes(pattern), Modifier.XATTR);
  }

  /** Without rules of the user's: what is sent, kept and covered by root and by others. */
  @ParameterizedTest
  @CsvSource({
    "user.a,                  true,  true,  true,  true",
    "user.rsync.a,            true,  true,  true,  true",
    "trusted.a,               true,  true,  true,  false",
    "security.capability,     true,  true,  true,  false",
  })
  void namespacesDependOnTheUser(
      String name, boolean sent, boolean kept, boolean covered, boolean forOthers) {
    XattrRules root = rules(true, 1);
    XattrRules other = rules(false, 1);

    assertThat(root.sends(bytes(name))).isEqualTo(sent);
    assertThat(other.sends(bytes(name))).isEqualTo(sent);
    assertThat(root.keeps(bytes(name))).isEqualTo(kept);
    assertThat(root.covers(bytes(name))).isEqualTo(covered);
    assertThat(other.keeps(bytes(name))).isEqualTo(forOthers);
    assertThat(other.covers(bytes(name))).isEqualTo(forOthers);
  }

  @Test
  void whatTheSystemKeepsIsNotSentUnlessFiltersDecide() {
    byte[] acl = bytes("system.posix_acl_access");

    assertThat(rules(true, 1).sends(acl)).isFalse();
    assertThat(rules(true, 1).covers(acl)).isFalse();
    assertThat(rules(true, 1, exclude("user.a")).sends(acl)).isTrue();
    assertThat(rules(true, 1, exclude("user.a")).covers(acl)).isTrue();
    assertThat(rules(true, 1, exclude("system.*")).sends(acl)).isFalse();
  }

  @Test
  void internalAttributesAreCopiedWhenAskedForTwice() {
    byte[] internal = bytes("user.rsync.%stat");
    assertThat(rules(true, 1).sends(internal)).isFalse();
    assertThat(rules(false, 1).keeps(internal)).isFalse();
    assertThat(rules(false, 1).covers(internal)).isTrue();

    assertThat(rules(true, 2).sends(internal)).isTrue();
    assertThat(rules(false, 2).keeps(internal)).isTrue();
    assertThat(rules(true, 2).covers(internal)).isTrue();
  }

  @Test
  void filtersLetAnOrdinaryUserKeepOthersInDisguise() {
    XattrRules rules = rules(false, 1, exclude("user.a"));

    assertThat(rules.keeps(bytes("user.a"))).isFalse();
    assertThat(rules.keeps(bytes("security.b"))).isTrue();
    assertThat(rules.stored(bytes("security.b"))).isEqualTo(bytes("user.rsync.security.b"));
    assertThat(rules.stored(bytes("user.b"))).isEqualTo(bytes("user.b"));
    assertThat(rules(true, 1).stored(bytes("security.b"))).isEqualTo(bytes("security.b"));
  }

  @Test
  void whatComesInDisguiseIsTakenForWhatItStandsFor() {
    XattrRules rules = rules(true, 2).pretending();

    assertThat(rules.stored(bytes("user.rsync.trusted.t"))).isEqualTo(bytes("trusted.t"));
    assertThat(rules.stored(bytes("user.rsync.%stat"))).isEqualTo(bytes("user.rsync.%stat"));
    assertThat(rules.stored(bytes("user.u"))).isEqualTo(bytes("user.u"));
  }

  @Test
  void rulesForFilesSayNothingAboutAttributes() {
    FilterRule files = new FilterRule(Kind.EXCLUDE, bytes("user.a"), 0);

    assertThat(rules(true, 1, files).sends(bytes("user.a"))).isTrue();
    assertThat(rules(true, 1, files).sends(bytes("system.a"))).isFalse();
  }
}
