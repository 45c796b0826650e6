// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {
  @Test
  void escapesControlBytes() {
    assertThat(LogText.escaped("a\nb\u001bc\u007f")).isEqualTo("a\\#012b\\#033c\\#177");
  }

  @Test
  void leavesOtherTextAlone() {
    assertThat(LogText.escaped("plain\ttext \u00e9")).isEqualTo("plain\ttext \u00e9");
  }
}
