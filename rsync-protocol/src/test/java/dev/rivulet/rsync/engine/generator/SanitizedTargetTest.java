// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SanitizedTargetTest {

  /** The expected values are what the reference daemon stores. */
  @ParameterizedTest
  @CsvSource({
    "d/abs, /abs/./a//b, abs/a/b",
    "d/e/l, ../../../../x, ../../x",
    "d/two, ../../q, ../q",
    "dd, .., .",
    "dot, ./y, y",
    "mid, a/../../../x, x",
    "slash, /, .",
    "tr, a/, a/",
    "up, ../x, x",
    "xy, x/../y, y",
    "d/e/mixed, a/../../b/../../c, ../../c",
    "plain, sub/b.txt, sub/b.txt"
  })
  void leadsNowhereAboveTheTransfer(String link, String target, String expected) {
    byte[] sanitized =
        SanitizedTarget.of(target.getBytes(ISO_8859_1), TreePath.of(link.getBytes(ISO_8859_1)));
    assertThat(new String(sanitized, ISO_8859_1)).isEqualTo(expected);
  }
}
