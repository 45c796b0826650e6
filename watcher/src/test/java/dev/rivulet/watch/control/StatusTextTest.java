// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {

  @Test
  void hasALineForEachMirrorTargetAndFailingPath() {
    assertThat(StatusText.of(FakeEngine.STATUS, FakeEngine.NOW))
        .isEqualTo(
            """
            www (/srv/www/): 42 directories by inotify, 1 overflow, partly polled
                polled: mnt/nfs
              rsync://one/data/  in step, last success 1 min 30 s ago
              rsync://two/data/  retrying, lag 2 s, 8 changes to send, equality unproven, \
            2 failing, 4 lost updates found, 1 file newer there, connection refused
                failing for 3 s: a/b: Permission denied (13)
                and 1 more path
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.0001S, 1 ms",
    "PT0.25S, 250 ms",
    "PT59.9S, 59 s",
    "PT61S, 1 min 1 s",
    "PT2H5M, 2 h 5 min",
    "PT49H, 2 d 1 h",
    "-PT1S, 0 ms"
  })
  void givesDurationsInTheUnitsThatMatter(Duration duration, String text) {
    assertThat(StatusText.duration(duration)).isEqualTo(text);
  }
}
