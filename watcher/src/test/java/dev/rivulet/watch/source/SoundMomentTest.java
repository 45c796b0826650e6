// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoundMomentTest {
  private final SoundMoment sound = new SoundMoment();

  @Test
  void hazard_11_anOverflowDuringASearchMakesOneMoreAndNoSecondBeside() {
    assertThat(sound.eventsLost()).as("somebody has to search").isTrue();
    assertThat(sound.beginSearch()).isTrue();
    assertThat(sound.eventsLost()).as("a second one has to search").isFalse();
    assertThat(sound.eventsLost()).isFalse();
    assertThat(sound.beginSearch()).as("the search goes round once more").isTrue();
    assertThat(sound.beginSearch()).as("and again").isFalse();

    assertThat(sound.eventsLost()).as("after the end somebody has to search anew").isTrue();
  }

  @Test
  void hazard_11_aQueueThatIsEmptyDuringASearchMakesNothingSound() {
    long wall = System.currentTimeMillis();
    sound.searchedFrom(wall - 100_000, System.nanoTime() - 100_000_000_000L);
    sound.eventsLost();
    sound.beginSearch();
    sound.nothingWaits();
    assertThat(sound.changedSinceMillis()).isLessThan(wall - 50_000);

    assertThat(sound.beginSearch()).isFalse();
    sound.nothingWaits();
    assertThat(sound.changedSinceMillis()).isGreaterThan(wall - 50_000);
  }

  @Test
  void hazard_11_aSearchMakesSoundUpToItsBeginning() {
    long wall = System.currentTimeMillis();
    sound.eventsLost();
    sound.beginSearch();
    sound.searchedFrom(wall + 10_000, System.nanoTime() + 10_000_000_000L);

    assertThat(sound.changedSinceMillis()).isGreaterThan(wall);
  }
}
