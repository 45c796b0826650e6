// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("target", "source", "log file", "exclude");

  @Test
  void theNameWithTheFewestChangedLettersIsMeant() {
    assertThat(KNOWN.get(NearestName.of("tragets", KNOWN))).isEqualTo("target");
    assertThat(KNOWN.get(NearestName.of("exlude", KNOWN))).isEqualTo("exclude");
    assertThat(KNOWN.get(NearestName.of("log-file", KNOWN))).isEqualTo("log file");
  }

  @Test
  void letterCaseAndBlanksDoNotCount() {
    assertThat(KNOWN.get(NearestName.of("LOGFILE", KNOWN))).isEqualTo("log file");
  }
}
