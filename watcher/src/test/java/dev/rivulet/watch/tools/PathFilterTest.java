// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathFilterTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "[[:digit:]]{2}$, d/a12, true",
    "[[:digit:]]{2}$, d/a1, false",
    "'[]a]x', ']x', true",
    "'[^]a]x', 'ax', false",
    "'[\\w]', 'w', true",
    "'[\\w]', 'z', false",
    "'[a&&b]', '&', true",
    "^d/(a|b)\\.tmp$, d/b.tmp, true",
    "^d/(a|b)\\.tmp$, d/bxtmp, false",
    "\\<word\\>, a word here, true",
    "\\<word\\>, swords, false",
    "\\q, q, true",
    "ä.$, xäö, true"
  })
  void readsPosixExpressions(String expression, String path, boolean matches) throws Exception {
    PathFilter include = PathFilter.of("include", bytes(expression), true, false);
    assertThat(include.accepts(bytes(path))).isEqualTo(matches);
    PathFilter exclude = PathFilter.of("exclude", bytes(expression), false, false);
    assertThat(exclude.accepts(bytes(path))).isEqualTo(!matches);
    assertThat(exclude.prunes(bytes(path))).isEqualTo(matches);
    assertThat(include.prunes(bytes(path))).isFalse();
  }

  @Test
  void foldsCaseWhereAsked() throws Exception {
    assertThat(PathFilter.of("excludei", bytes("ABC"), false, true).accepts(bytes("xabc")))
        .isFalse();
  }

  @Test
  void takesNamesThatAreNoText() throws Exception {
    byte[] name = {'a', (byte) 0xff, 'b'};
    assertThat(PathFilter.of("include", bytes("a.b"), true, false).accepts(name)).isTrue();
  }

  @Test
  void refusesWhatIsNoExpression() {
    assertThatThrownBy(() -> PathFilter.of("exclude", bytes("("), false, false))
        .isInstanceOf(UsageException.class)
        .hasMessage("Error in `exclude' regular expression.");
    assertThatThrownBy(() -> PathFilter.of("exclude", bytes("[[:nope:]]"), false, false))
        .isInstanceOf(UsageException.class);
  }
}
