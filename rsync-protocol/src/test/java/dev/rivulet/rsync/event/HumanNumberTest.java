// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanNumberTest {

  @ParameterizedTest
  @CsvSource({
    "0,0,0",
    "1234567,0,1234567",
    "0,1,0",
    "999,1,999",
    "1000,1,'1,000'",
    "1234567,1,'1,234,567'",
    "-1234,1,'-1,234'",
    "999,2,999",
    "1000,2,1.00K",
    "20511,2,20.51K",
    "3385,2,3.38K",
    "3395,2,3.40K",
    "3000002,2,3.00M",
    "1023,3,1023",
    "1024,3,1.00K",
    "20511,3,20.03K",
    "3000002,3,2.86M",
    "1099511627776,3,1.00T"
  })
  void showsBytes(long value, int level, String text) {
    assertThat(HumanNumber.bytes(value, level)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1207,0,1207", "1207,1,'1,207'", "1207,2,'1,207'", "1207,3,'1,207'"})
  void neverShowsCountsWithUnits(long value, int level, String text) {
    assertThat(HumanNumber.count(value, level)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "48366,0,48366.00",
    "48366,1,'48,366.00'",
    "48366,2,48.37K",
    "48366,3,47.23K",
    "124.05,2,124.05",
    "0.005,1,0.01",
    "999.994,1,999.99",
    "1234567.891,1,'1,234,567.89'"
  })
  void showsDecimals(double value, int level, String text) {
    assertThat(HumanNumber.decimal(value, level)).isEqualTo(text);
  }
}
