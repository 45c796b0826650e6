// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import org.junit.jupiter.api.Test;

class StopClockTest {

  @Test
  void stopsWhenTheTimeHasCome() {
    assertThatThrownBy(() -> new StopClock(100, () -> 100_000).check())
        .isInstanceOf(RsyncException.class)
        .hasMessage("stopping at requested limit")
        .extracting(e -> ((RsyncException) e).exitCode())
        .isEqualTo(ExitCode.TIMEOUT);
  }

  @Test
  void goesOnBeforeAndWithoutATime() {
    assertThatCode(() -> new StopClock(100, () -> 99_999).check()).doesNotThrowAnyException();
    assertThatCode(() -> new StopClock(0, () -> 1).check()).doesNotThrowAnyException();
  }
}
