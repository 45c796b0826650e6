// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void keepsWhatFailedOnTheWayOut() {
    IOException failure = new IOException("first");
    IOException other = new IOException("second");

    Failures.alsoFailed(failure, other);

    assertThat(failure).hasSuppressedException(other);
  }

  @Test
  void takesTheSameFailureOnceMoreWithoutComplaint() {
    IOException failure = new IOException("connection reset");

    Failures.alsoFailed(failure, failure);

    assertThat(failure).hasNoSuppressedExceptions();
  }
}
