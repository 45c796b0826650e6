// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of rules, as the original takes and refuses it. */
class FilterRuleParserTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<FilterRule> rules(String... texts) throws RsyncException {
    List<FilterRule> rules = new ArrayList<>();
    for (String text : texts) {
      FilterRuleParser.parseRule(bytes(text), rules);
    }
    return rules;
  }

  private static String show(FilterRule rule) {
    return rule.kind()
        + " "
        + new String(rule.pattern(), StandardCharsets.UTF_8)
        + " "
        + Integer.toHexString(rule.modifiers());
  }

  @ParameterizedTest
  @CsvSource({
    "- foo, EXCLUDE foo 0",
    "-_foo, EXCLUDE foo 0",
    "'-  foo', 'EXCLUDE  foo 0'",
    "exclude foo, EXCLUDE foo 0",
    "include_foo, INCLUDE foo 0",
    "+ foo/, INCLUDE foo 1",
    "- /, EXCLUDE / 0",
    "-/ /a, EXCLUDE /a 2",
    "'-,!_x', EXCLUDE x 4",
    "'exclude,! x', EXCLUDE x 4",
    "H x, EXCLUDE x 10",
    "hide x, EXCLUDE x 10",
    "S x, INCLUDE x 10",
    "P x, EXCLUDE x 20",
    "risk x, INCLUDE x 20",
    "-spx x, EXCLUDE x 58",
    ": .f, DIR_MERGE .f 0",
    "'dir-merge,n- .f', DIR_MERGE .f 900",
    ":+w .f, DIR_MERGE .f 700",
    ":C, DIR_MERGE .cvsignore d80"
  })
  void readsRules(String text, String expected) throws RsyncException {
    assertThat(rules(text)).extracting(FilterRuleParserTest::show).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-z foo | invalid modifier 'z' at position 1 in filter rule: -z foo",
        "-/z foo | invalid modifier 'z' at position 2 in filter rule: -/z foo",
        "exclude,z foo | invalid modifier 'z' at position 8 in filter rule: exclude,z foo",
        "Hs foo | invalid modifier 's' at position 1 in filter rule: Hs foo",
        ":!.f | invalid modifier '!' at position 1 in filter rule: :!.f",
        ":-+ x | invalid modifier '+' at position 2 in filter rule: :-+ x",
        ":C- | invalid modifier '-' at position 2 in filter rule: :C-",
        "-e foo | invalid modifier 'e' at position 1 in filter rule: -e foo",
        "dir-merge,!n .f | invalid modifier '!' at position 10 in filter rule: dir-merge,!n .f",
        "- | unexpected end of filter rule: -",
        "-p | unexpected end of filter rule: -p",
        ": | unexpected end of filter rule: :",
        "foo | Unknown filter rule: foo",
        "excludes foo | Unknown filter rule: excludes foo",
        "! x | '!' rule has trailing characters: ! x",
        "clear x | '!' rule has trailing characters: clear x"
      })
  void refusesRulesInTheOriginalsWords(String text, String message) {
    assertThatThrownBy(() -> rules(text))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SYNTAX))
        .hasMessage(message);
  }

  @Test
  void clearForgetsTheRulesBefore() throws RsyncException {
    assertThat(rules("- a", "!", "- b"))
        .extracting(FilterRuleParserTest::show)
        .containsExactly("EXCLUDE b 0");
    assertThat(rules("- a", "clear")).isEmpty();
  }

  @Test
  void excludingTheMergeFileItselfIsARuleOfItsOwn() throws RsyncException {
    assertThat(rules(":e- .g"))
        .extracting(FilterRuleParserTest::show)
        .containsExactly("EXCLUDE .g 0", "DIR_MERGE .g 100");
  }

  @Test
  void aMergeFileIsRegisteredOnce() throws RsyncException {
    assertThat(rules(": .f", ": sub/.f", ": .g")).hasSize(2);
  }

  @Test
  void theCvsListIsPerishable() throws RsyncException {
    List<FilterRule> rules = rules("-C");

    assertThat(rules).hasSize(37);
    assertThat(rules.get(0).isCvsMark()).isTrue();
    assertThat(rules.subList(1, 37)).allMatch(rule -> rule.has(Modifier.PERISHABLE));
    assertThat(rules.get(36).has(Modifier.DIRECTORY)).isTrue();
    assertThat(rules.get(1).kind()).isEqualTo(Kind.EXCLUDE);
  }

  @Test
  void theUserAddsToTheCvsListOrClearsIt() throws RsyncException {
    CvsIgnores ignores = new CvsIgnores(bytes("*.mine ! *.own\n"), bytes("x  y/"));

    assertThat(FilterRuleParser.cvsRules(ignores).rules())
        .extracting(FilterRule::shown)
        .containsExactly(".cvsignore", "", "<rule from a file read earlier>", "x", "y/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "+", "! x", "-", "H a", "#a"})
  void patternsWithoutAnOldPrefixAreTakenAsTheyAre(String text) throws RsyncException {
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parsePattern(bytes(text), false, rules);

    assertThat(rules)
        .extracting(FilterRuleParserTest::show)
        .containsExactly("EXCLUDE " + text + " 0");
  }

  @Test
  void oldPrefixesOverrideTheOption() throws RsyncException {
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parsePattern(bytes("- a"), true, rules);
    FilterRuleParser.parsePattern(bytes("+ b"), false, rules);
    FilterRuleParser.parsePattern(bytes("c/"), true, rules);
    FilterRuleParser.parsePattern(bytes(""), true, rules);

    assertThat(rules)
        .extracting(FilterRuleParserTest::show)
        .containsExactly("EXCLUDE a 0", "INCLUDE b 0", "INCLUDE c 1");
    FilterRuleParser.parsePattern(bytes("!"), true, rules);
    assertThat(rules).isEmpty();
  }

  @Test
  void patternFilesHaveCommentsAndAnyLineEnd() throws RsyncException {
    List<FilterRule> rules = new ArrayList<>();
    byte[] contents = bytes("# c\na\r\n\r\n;x\r+ b\n\n c ");
    FilterRuleParser.parsePatternFile(contents, "list", false, false, RuleContext.NONE, rules);

    assertThat(rules)
        .extracting(FilterRuleParserTest::show)
        .containsExactly("EXCLUDE a 0", "INCLUDE b 0", "EXCLUDE  c  0");
  }

  @Test
  void nulSeparatedPatternsMayHoldLineEnds() throws RsyncException {
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parsePatternFile(
        bytes("a\nb\0c\0"), "list", true, true, RuleContext.NONE, rules);

    assertThat(rules)
        .extracting(FilterRuleParserTest::show)
        .containsExactly("INCLUDE a\nb 0", "INCLUDE c 0");
  }

  @Test
  void mergeFilesAreReadInPlace() throws RsyncException {
    Map<String, String> files =
        Map.of("f", "# c\n- a\nmerge,- g\n+ z/\n", "g", "x\n- y\n", "w", "one\ttwo  three\n");
    RuleContext reader = name -> bytes(files.get(new String(name, StandardCharsets.UTF_8)));
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parseRule(bytes(". f"), reader, rules);
    FilterRuleParser.parseRule(bytes(".s-w w"), reader, rules);

    assertThat(rules)
        .extracting(FilterRuleParserTest::show)
        .containsExactly(
            "EXCLUDE a 0",
            "EXCLUDE x 0",
            "EXCLUDE - y 0",
            "INCLUDE z 1",
            "EXCLUDE one 10",
            "EXCLUDE two 10",
            "EXCLUDE three 10");
  }

  @Test
  void errorsInFilesNameTheLineAndQuoteNothing() {
    RuleContext reader = name -> bytes("- a\n-z secret\n");

    assertThatThrownBy(
            () -> FilterRuleParser.parseRule(bytes(". rules"), reader, new ArrayList<>()))
        .hasMessage("invalid modifier in filter rule: <rule from rules line 2>");
  }

  @Test
  void aSidedFileMayNotHoldSidedRules() {
    RuleContext reader = name -> bytes("H x\n");

    assertThatThrownBy(
            () -> FilterRuleParser.parseRule(bytes(".s rules"), reader, new ArrayList<>()))
        .hasMessage(
            "specified-side merge file contains specified-side filter: <rule from rules line 1>");
  }

  @Test
  void filesThatMergeEachOtherEndAtADepth() {
    RuleContext reader = name -> bytes(". again\n");

    assertThatThrownBy(
            () -> FilterRuleParser.parseRule(bytes(". again"), reader, new ArrayList<>()))
        .hasMessageContaining("merge-file include depth limit");
  }

  @Test
  void rulesInWordsKeepALetterWithItsPattern() throws RsyncException {
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parseRules(bytes(" - a  +_b exclude c\n-,p d ! H e"), RuleContext.NONE, rules);

    assertThat(rules).extracting(FilterRuleParserTest::show).containsExactly("EXCLUDE e 10");
  }
}
