// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.watch.WatchEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstContactTest {
  private final List<String> failed = new ArrayList<>();
  private final FirstContact contact = new FirstContact(event -> failed.add(event.target()));

  private static WatchEvent failing(String target) {
    return new WatchEvent.Failing(target, "refused", Duration.ofSeconds(1), 0);
  }

  @Test
  void aTargetThatWasNeverReachedIsNoticed() {
    contact.on(new WatchEvent.Synchronised("other", Duration.ZERO));
    contact.on(failing("target"));
    assertThat(failed).containsExactly("target");
  }

  @Test
  void aTargetThatWasReachedOnceMayFail() {
    contact.on(new WatchEvent.Synchronised("target", Duration.ZERO));
    contact.on(failing("target"));
    assertThat(failed).isEmpty();
  }
}
