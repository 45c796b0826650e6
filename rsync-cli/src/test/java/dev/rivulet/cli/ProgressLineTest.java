// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final long SECOND = 1_000_000_000L;

  private long now = 5 * SECOND;
  private final ProgressLine line = new ProgressLine(() -> now, 1);

  @Test
  void drawsTheFirstLineAtOnce() {
    line.start();

    assertThat(line.running(32_768, 1_500_000))
        .isEqualTo("\r         32,768   2%    0.00kB/s    0:00:00  ");
  }

  @Test
  void drawsAtMostOnceASecond() {
    line.start();
    line.running(0, 10_000_000);
    now += SECOND / 2;
    assertThat(line.running(1_000_000, 10_000_000)).isEmpty();
    now += SECOND / 2;
    assertThat(line.running(2_097_152, 10_000_000))
        .isEqualTo("\r      2,097,152  20%    2.00MB/s    0:00:03  ");
  }

  @Test
  void showsTheRateOfTheLastSeconds() {
    line.start();
    line.running(0, 100 << 20);
    String shown = "";
    for (int second = 1; second <= 10; second++) {
      now += SECOND;
      shown = line.running(second <= 4 ? 0 : (long) (second - 4) << 21, 100 << 20);
    }

    assertThat(shown).isEqualTo("\r     12,582,912  12%    2.00MB/s    0:00:44  ");
  }

  @Test
  void endsWithTheMeanRateAndWhatIsLeft() {
    line.start();
    now += 2 * SECOND;

    assertThat(line.finished(3_000_000, 7, 3, 5, true))
        .isEqualTo("\r      3,000,000 100%    1.43MB/s    0:00:02 (xfr#7, to-chk=3/5)\n");
    assertThat(line.finished(3_000_000, 7, 3, 5, false)).endsWith("(xfr#7, ir-chk=3/5)\n");
  }

  @Test
  void takesAnEmptyFileForDone() {
    line.start();

    assertThat(line.running(0, 0)).startsWith("\r              0 100%");
  }

  @Test
  void neverGoesBackWhileListsGrow() {
    line.followTransfer();
    String first = line.arrived(50, 100, 1, 1, 2, false);
    String second = line.arrived(60, 1000, 2, 8, 10, false);

    assertThat(first).contains(" 50% ").endsWith("(xfr#1, ir-chk=1/2)");
    assertThat(second).contains(" 50% ").endsWith("(xfr#2, ir-chk=8/10)");
  }
}
