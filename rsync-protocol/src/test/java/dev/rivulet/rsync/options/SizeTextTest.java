// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values are those rsync 3.5.0 makes of the texts. */
class SizeTextTest {

  @ParameterizedTest
  @CsvSource({
    "1k,1024",
    "1kb,1000",
    "1kB,1000",
    "1KiB,1024",
    "1k+1,1025",
    "1K-1,1023",
    "1.5m,1572864",
    "2MB,2000000",
    "1g,1073741824",
    "1t,1099511627776",
    "1p,1125899906842624",
    "5b,5",
    "5,5",
    "0,0",
    "'',0"
  })
  void readsSizes(String text, long bytes) throws Exception {
    assertThat(SizeText.parse("--max-size", text.getBytes(US_ASCII), 'b')).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1x", "1kk", "1k+2", "1.5.5", ".", "+1", "1 k", "99999p9"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> SizeText.parse("--max-size", text.getBytes(US_ASCII), 'b'))
        .hasMessage("rsync: --max-size=" + text + " is invalid");
  }

  @ParameterizedTest
  @CsvSource({"1500,1536000", "2MB,2000000", "513b,513", "1.5k,1536"})
  void takesKibibytesWhereTheyAreTheUnit(String text, long bytes) throws Exception {
    assertThat(SizeText.parse("--bwlimit", text.getBytes(US_ASCII), 'k')).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999p", "-1"})
  void refusesWhatCannotBeASize(String text) {
    assertThatThrownBy(() -> SizeText.parse("--max-size", text.getBytes(US_ASCII), 'b'))
        .hasMessage("rsync: --max-size=" + text + " is too large");
  }
}
