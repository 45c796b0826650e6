// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterList.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules against names; a name that ends in a slash is a directory. */
class FilterListTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static FilterList list(String... rules) throws RsyncException {
    List<FilterRule> parsed = new ArrayList<>();
    for (String rule : rules) {
      FilterRuleParser.parseRule(bytes(rule), parsed);
    }
    return new FilterList(parsed);
  }

  private static Verdict judge(FilterList list, String name, Side side) {
    boolean directory = name.endsWith("/");
    String bare = directory ? name.substring(0, name.length() - 1) : name;
    return list.judge(bytes(bare), directory, side, false);
  }

  @ParameterizedTest
  @CsvSource({
    "foo, foo",
    "foo, a/foo",
    "/foo, foo",
    "foo/, foo/",
    "foo/, a/foo/",
    "a/b, a/b",
    "a/b, x/a/b",
    "/a/b, a/b",
    "*, anything",
    "*, a/b",
    "a/*, a/x",
    "a/*, q/a/x",
    "a/**, a/x",
    "a/**, a/x/y",
    "a/**, q/a/x",
    "a/***, a/",
    "a/***, a/x/y",
    "**/a, a",
    "**/a, x/y/a",
    "foo/**/bar, foo/x/bar",
    "foo/**/bar, foo/x/y/bar",
    "a**c, ab/bc",
    "a**c, x/abc",
    "c[1], c1",
    "'c\\[1]', 'c[1]'",
    "c[[]1], 'c[1]'",
    "'q\\z', 'q\\z'",
    "'q\\z*', qzx",
    "[!a]b, xb",
    "[a-c]x, bx",
    "[[:digit:]]x, 5x",
    "'[]]', ']'",
    "?, a",
    "a?c, abc",
    "*.o, x/y.o"
  })
  void aPatternMatches(String pattern, String name) throws RsyncException {
    assertThat(judge(list("- " + pattern), name, Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
  }

  @ParameterizedTest
  @CsvSource({
    "foo, foobar",
    "foo, xfoo",
    "/foo, a/foo",
    "foo/, foo",
    "a/b, a/x/b",
    "/a/b, x/a/b",
    "a/*, a/x/y",
    "a/**, a",
    "a/**, a/",
    "a/***, a",
    "foo/**/bar, foo/bar",
    "c[1], 'c[1]'",
    "'q\\z', qz",
    "'q\\z*', 'q\\z'",
    "[!a]b, ab",
    "[a-c]x, dx",
    "[[:nope:]], a",
    "[a, a",
    "?, ab",
    "a?c, a/c",
    "*.o, x.oo",
    "[a/]b, /b",
    "FOO, foo"
  })
  void aPatternDoesNotMatch(String pattern, String name) throws RsyncException {
    assertThat(judge(list("- " + pattern), name, Side.SENDER)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void theFirstMatchingRuleDecides() throws RsyncException {
    FilterList list = list("+ keep.o", "- *.o", "+ *");

    assertThat(judge(list, "keep.o", Side.SENDER)).isEqualTo(Verdict.INCLUDED);
    assertThat(judge(list, "x.o", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "x.c", Side.SENDER)).isEqualTo(Verdict.INCLUDED);
    assertThat(judge(FilterList.EMPTY, "x", Side.SENDER)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void rulesOfOneSideDoNotCountForTheOther() throws RsyncException {
    FilterList list = list("H hidden", "P protected", "-sr both");

    assertThat(judge(list, "hidden", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "hidden", Side.RECEIVER)).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(list, "protected", Side.SENDER)).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(list, "protected", Side.RECEIVER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "both", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "both", Side.RECEIVER)).isEqualTo(Verdict.EXCLUDED);
  }

  @Test
  void negationAlsoTurnsAMissingDirectoryRound() throws RsyncException {
    FilterList list = list("-! */");

    assertThat(judge(list, "file", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "dir/", Side.SENDER)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void perishableRulesCanBeIgnored() throws RsyncException {
    FilterList list = list("-p junk");

    assertThat(list.judge(bytes("junk"), false, Side.RECEIVER, false)).isEqualTo(Verdict.EXCLUDED);
    assertThat(list.judge(bytes("junk"), false, Side.RECEIVER, true)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void rulesForAttributesSayNothingAboutFiles() throws RsyncException {
    assertThat(judge(list("-x user.*"), "user.x", Side.SENDER)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void wholePathRulesCompareWithTheDirectoryOfTheTransfer() throws RsyncException {
    FilterList list = list("-/ /srv/x/d1/x.o", "-/ sub/y").at(bytes("/srv/x/"));

    assertThat(judge(list, "d1/x.o", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "d2/d1/x.o", Side.SENDER)).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(list, "sub/y", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list.at(bytes("")), "srv/x/d1/x.o", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
  }

  @Test
  void deleteExcludedLeavesOnlyRulesOfTheReceiverProtecting() throws RsyncException {
    FilterList list = list("- plain", "P protected", "-sr both").withoutProtection();

    assertThat(judge(list, "plain", Side.RECEIVER)).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(list, "plain", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "protected", Side.RECEIVER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "both", Side.RECEIVER)).isEqualTo(Verdict.EXCLUDED);
  }

  @Test
  void manyStarsAgainstALongNameTakeNoTime() throws RsyncException {
    FilterList list = list("- " + "*a".repeat(30) + "b", "- " + "**a".repeat(30) + "/b");

    assertThat(judge(list, "a".repeat(3000), Side.SENDER)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aModulesExcludedDirectoryTakesItsContentsWithIt() throws RsyncException {
    DaemonRules rules = new DaemonRules();
    rules.addFilter(bytes("+ /private/open - *.key"), RuleContext.NONE);
    rules.addPatterns(bytes("/private/ tmp - bare"), false);
    FilterList list = rules.toList();

    assertThat(judge(list, "private/", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "private/x/y", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "private/open", Side.SENDER)).isEqualTo(Verdict.INCLUDED);
    assertThat(judge(list, "a/private/x", Side.SENDER)).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(list, "a/my.key", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "a/tmp", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "bare", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list.at(bytes("private")), "x", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
  }

  @Test
  void aTestOfTheProgramDecidesForTheSenderAlone() throws RsyncException {
    FilterRule odd =
        FilterRule.excluding(bytes("odd"), (name, directory) -> !directory && name.length % 2 == 1);
    FilterList list = new FilterList(List.of(odd)).with(list("- ab"));

    assertThat(judge(list, "abc", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list, "abc/", Side.SENDER)).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(list, "abc", Side.RECEIVER)).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(list, "ab", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(list.withoutPerishable(), "abc", Side.SENDER)).isEqualTo(Verdict.EXCLUDED);
  }
}
