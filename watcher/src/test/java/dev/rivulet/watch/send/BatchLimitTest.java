// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BatchLimitTest {
  private static final IOException DEATH = new RsyncException(ExitCode.STREAM_IO, "died");
  private static final IOException REFUSAL = new RsyncException(ExitCode.START_CLIENT, "no");

  private final BatchLimit limit = new BatchLimit();

  @Test
  void hazard_10_1_aBatchThatFailsWithoutACulpritIsHalvedUntilOnePathIsAlone() {
    int size = 1_000;
    int rounds = 0;
    while (size > 1) {
      limit.unclear(size);
      size = limit.most();
      rounds++;
    }
    assertThat(rounds).isEqualTo(9);
    limit.unclear(1);
    assertThat(limit.most()).isEqualTo(1);
  }

  @Test
  void growsAgainWithEveryBatchThatIsCarriedOut() {
    limit.unclear(4);
    limit.carriedOut();
    assertThat(limit.most()).isEqualTo(4);
    for (int i = 0; i < 20; i++) {
      limit.carriedOut();
    }
    assertThat(limit.most()).isEqualTo(BatchLimit.MOST);
  }

  @Test
  void hazard_10_4_aPathThatKeepsKillingThePeerIsFoundInTheEnd() {
    assertThat(limit.died(DEATH, 100)).isFalse();
    assertThat(limit.died(DEATH, 100)).isFalse();
    assertThat(limit.most()).isEqualTo(BatchLimit.MOST);
    assertThat(limit.died(DEATH, 100)).isFalse();
    assertThat(limit.most()).isEqualTo(50);
    assertThat(limit.died(DEATH, 1)).isTrue();
  }

  @Test
  void aTargetThatIsNotThereSaysNothingAboutPaths() {
    for (int i = 0; i < 10; i++) {
      assertThat(limit.died(REFUSAL, 1)).isFalse();
    }
    assertThat(limit.most()).isEqualTo(BatchLimit.MOST);
  }
}
