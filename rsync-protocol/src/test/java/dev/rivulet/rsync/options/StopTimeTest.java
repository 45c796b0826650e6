// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StopTimeTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 21, 12, 30, 15);

  @ParameterizedTest
  @CsvSource({
    "2026-12-31T23:59, 2026-12-31T23:59",
    "2027/1/2, 2027-01-02T00:00",
    "27-1-2T3:04, 2027-01-02T03:04",
    "1-30, 2027-01-30T00:00",
    "12/24, 2026-12-24T00:00",
    "11-21T12:31, 2026-11-21T12:31",
    "11-21T12:30, 2027-11-21T12:30",
    "14:00, 2026-11-21T14:00",
    "12:30, 2026-11-22T12:30",
    "1, 2026-12-01T00:00",
    "31, 2026-12-31T00:00",
    "22T6:00, 2026-11-22T06:00",
    "2-29, 2028-02-29T00:00",
    ":59, 2026-11-21T12:59",
    ":30, 2026-11-21T13:30",
    "T6:00, 2026-11-22T06:00",
  })
  void isTheNextTimeThatMatches(String text, LocalDateTime expected) throws Exception {
    assertThat(StopTime.at(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "25:00", "1:60", "13-1", "0", "32", "1-2-3-4", "1T", "1T2:", "1x"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> StopTime.at(text, NOW))
        .hasMessage("rsync: invalid --stop-at format: " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-21T12:30", "2000-1-1", "26-2-3"})
  void refusesThePast(String text) {
    assertThatThrownBy(() -> StopTime.at(text, NOW))
        .hasMessage("rsync: --stop-at time is not in the future: " + text);
  }
}
