// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorPathsTest {

  @ParameterizedTest
  @CsvSource({
    "-a src dst, false, ''",
    "--exclude-from=f --insecure-links, true, ''",
    "--insecure-links --no-insecure-links, false, ''",
    "--confine-root=/srv -a, false, /srv",
    "--confine-root /srv -a, false, /srv",
    "-a -- --insecure-links, false, ''",
    "-a --confine-root, false, ''"
  })
  void knowsWhatTheWordsWillSay(String words, boolean insecure, String root) {
    OperatorPaths paths =
        OperatorPaths.spokenIn(
            Arrays.stream(words.split(" ")).map(word -> word.getBytes(UTF_8)).toList());
    assertThat(paths.insecureLinks()).isEqualTo(insecure);
    assertThat(paths.confineRoot()).asString(UTF_8).isEqualTo(root);
  }
}
