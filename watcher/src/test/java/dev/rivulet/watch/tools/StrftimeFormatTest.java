// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrftimeFormatTest {
  private static final ZonedDateTime TIME =
      ZonedDateTime.of(2026, 1, 3, 4, 5, 6, 789, ZoneId.of("UTC"));

  /** date(1) is the yardstick: it formats by the same function of the C library. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%d/%m/%y %H:%M",
        "%a %A %b %B %h",
        "%c|%C|%D|%e|%F",
        "%g %G %V %u %w %U %W %j",
        "%I %k %l %M %p %P %r %R %S %T",
        "%s%t%n%%",
        "%x %X %y %Y %z %Z",
        "plain",
      })
  void formatsAsTheLibraryOfTheSystem(String format) throws Exception {
    for (int day = 0; day < 400; day += 57) {
      ZonedDateTime time = TIME.plusDays(day).plusHours(day);
      Process date =
          new ProcessBuilder("date", "-u", "-d", "@" + time.toEpochSecond(), "+" + format).start();
      String expected =
          new String(date.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .replaceFirst("\n$", "");
      assertThat(date.waitFor()).isZero();
      assertThat(new StrftimeFormat(format).format(time)).isEqualTo(expected);
    }
  }

  @Test
  void leavesWhatIsNoConversionAlone() {
    assertThat(new StrftimeFormat("%Q%").format(TIME)).isEqualTo("%Q%");
  }
}
