// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Outbox outbox = new Outbox();

  @Test
  void givesNotesInTheOrderTheyWerePutUrgentOrNot() throws Exception {
    outbox.putForLater(new Note.Arrived(1));
    outbox.put(new Note.Again(2));
    outbox.putForLater(new Note.Arrived(3));

    assertThat(outbox.poll()).isEqualTo(new Note.Arrived(1));
    assertThat(outbox.await(LONG_NANOS)).isEqualTo(new Note.Again(2));
    assertThat(outbox.await(LONG_NANOS)).isEqualTo(new Note.Arrived(3));
    assertThat(outbox.await(0)).isNull();
  }

  @Test
  void wakesTheReaderForNotesLeftForLater() throws Exception {
    CompletableFuture<Note> read = CompletableFuture.supplyAsync(this::awaitNote);

    outbox.putForLater(new Note.Arrived(7));
    outbox.wake();

    assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(new Note.Arrived(7));
  }

  @Test
  void wakesTheReaderForAnUrgentNote() throws Exception {
    CompletableFuture<Note> read = CompletableFuture.supplyAsync(this::awaitNote);

    outbox.put(new Note.DialogueOver());

    assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(new Note.DialogueOver());
  }

  private Note awaitNote() {
    try {
      return outbox.await(LONG_NANOS);
    } catch (InterruptedIOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
