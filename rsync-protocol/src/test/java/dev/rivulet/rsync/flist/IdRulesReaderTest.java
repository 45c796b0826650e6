// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdRulesReaderTest {
  private final List<String> problems = new ArrayList<>();

  private IdRules read(String text) throws IOException {
    return new IdRulesReader(
            "--usermap",
            name -> FakeIds.debian().uid(name),
            problem -> problems.add(new String(problem, US_ASCII)))
        .read(text);
  }

  @ParameterizedTest(name = "{0} makes {3} of {1} ({2})")
  @CsvSource({
    "*:7, 0, root, 7",
    "*:7, 1000, '', 7",
    ":7, 1000, '', 7",
    ":7, 0, root, none",
    "0:7, 0, root, 7",
    "00:07, 0, root, 7",
    "root:7, 0, root, 7",
    "r*t:7, 0, root, 7",
    "ro?t:7, 0, root, 7",
    "[q-s]oot:7, 0, root, 7",
    "r*:7, 1, daemon, none",
    "5-9:7, 9, '', 7",
    "5-9:7, 10, '', none",
    "9-5:7, 7, '', none",
    "-5:7, 5, '', none",
    "0:4294967295, 0, root, -1",
    "4294967290-4294967295:7, -1, '', 7",
    "0:1;root:2, 0, root, 1",
    "1:1;root:2, 0, root, 2",
    "0:daemon, 0, root, 1",
  })
  void translatesWhatTheFirstFittingPairIsAbout(String text, int id, String name, String result)
      throws IOException {
    OptionalInt target = read(text.replace(';', ',')).target(id, name.getBytes(US_ASCII));
    assertThat(target.isPresent() ? String.valueOf(target.getAsInt()) : "none").isEqualTo(result);
    assertThat(problems).isEmpty();
  }

  @Test
  void leavesOutPairsWithUnknownNamesAndSaysSo() throws IOException {
    IdRules rules = read("*:nobody-of-the-kind,0:5x,0:9");
    assertThat(rules.target(0, new byte[0])).hasValue(9);
    assertThat(rules.pairs()).hasSize(1);
    assertThat(problems)
        .containsExactly(
            "Unknown --usermap name on receiver: 5x",
            "Unknown --usermap name on receiver: nobody-of-the-kind");
  }

  @ParameterizedTest(name = "pairs {0}")
  @CsvSource({
    "'', 'No colon found in --usermap: '",
    "'x:1,', 'No colon found in --usermap: '",
    "'x,y', No colon found in --usermap: y",
    "root:, No name found after colon --usermap: root:",
    "0-:1, Invalid number in --usermap: 0-",
    "5-6-7:1, Invalid number in --usermap: 5-6-7",
    "1x:1, Invalid number in --usermap: 1x",
    "99999999999-0x:1, Invalid number in --usermap: 99999999999-0x",
    "4294967296:1, Invalid ID number: 4294967296",
    "0:99999999999, Invalid ID number: 99999999999",
  })
  void refusesWhatIsNoPair(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SYNTAX))
        .hasMessage(message);
  }
}
