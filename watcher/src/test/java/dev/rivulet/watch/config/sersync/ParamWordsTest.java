// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParamWordsTest {

  @Test
  void splitsAsAShellDoes() {
    assertThat(ParamWords.of("  -artuz   --exclude='a b' \"c\\\"d\" e\\ f '' -x\"y\"z").words())
        .containsExactly("-artuz", "--exclude=a b", "c\"d", "e f", "", "-xyz");
    assertThat(ParamWords.of("").words()).isEmpty();
  }

  @Test
  void patternsAreNoSyntaxBecauseTheyMatchNothingThere() {
    ParamWords words = ParamWords.of("--exclude=*.[ch] ~ #");
    assertThat(words.words()).containsExactly("--exclude=*.[ch]", "~", "#");
    assertThat(words.shellSyntax()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a; b", "a `b`", "a $(b)", "a > b", "a & b", "\"$HOME\"", "\"`b`\""})
  void tellsWhatOnlyAShellCouldDo(String text) {
    assertThat(ParamWords.of(text).shellSyntax()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a; b'", "\"a; b\"", "a\\;b", "'$x'", "\"\\$x\""})
  void quotesTakeTheMeaningAway(String text) {
    assertThat(ParamWords.of(text).shellSyntax()).isEmpty();
  }

  @Test
  void tellsAnOpenQuote() {
    assertThat(ParamWords.of("'a").isUnfinished()).isTrue();
    assertThat(ParamWords.of("\"a").isUnfinished()).isTrue();
    assertThat(ParamWords.of("'a' \"b\"").isUnfinished()).isFalse();
  }
}
