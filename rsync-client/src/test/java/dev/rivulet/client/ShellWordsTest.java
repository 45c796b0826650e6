// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "ssh, ssh",
        "~  ssh  -p 22 ~, ssh|-p|22",
        "ssh -i 'a key', ssh|-i|a key",
        "ssh -i 'it''s', ssh|-i|it's",
        "ssh \"say \"\"hi\"\"\" x, ssh|say \"hi\"|x",
        "ssh a'b c'd, ssh|ab cd",
        "ssh \"'\" '\"', ssh|'|\"",
        "ssh '' x, ssh||x"
      })
  void splitsAtSpacesOutsideQuotes(String text, String words) throws RsyncException {
    List<String> split =
        ShellWords.split(text.getBytes(UTF_8)).stream()
            .map(word -> new String(word, UTF_8))
            .toList();

    assertThat(String.join("|", split)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh 'x", "ssh \"x", "", "   "})
  void refusesWhatIsNoCommand(String text) {
    assertThatThrownBy(() -> ShellWords.split(text.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SYNTAX));
  }
}
