// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransferTurnsTest {
  private final BlockingQueue<Long> order = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  /** Takes a turn in a thread of its own and keeps it; returns once the thread waits or has it. */
  private void startTaking(TransferTurns turns, long oldest) throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              try {
                turns.take(oldest);
                order.add(oldest);
              } catch (InterruptedException e) {
                order.add(-1L);
              }
            });
    threads.add(thread);
    thread.start();
    while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
  }

  private long next() throws InterruptedException {
    Long taken = order.poll(30, TimeUnit.SECONDS);
    assertThat(taken).as("somebody has a turn").isNotNull();
    return taken;
  }

  @Test
  void hazard_14_whoeverHasWaitedLongestIsNext() throws Exception {
    TransferTurns turns = new TransferTurns(1);
    turns.take(1000);
    startTaking(turns, 30);
    startTaking(turns, 10);
    startTaking(turns, 20);

    turns.give();
    assertThat(next()).isEqualTo(10);
    turns.give();
    assertThat(next()).isEqualTo(20);
    turns.give();
    assertThat(next()).isEqualTo(30);
    assertThat(order).isEmpty();
  }

  @Test
  void asManyRunAsThereMay() throws Exception {
    TransferTurns turns = new TransferTurns(2);
    turns.take(1);
    turns.take(2);
    startTaking(turns, 0);
    assertThat(order).isEmpty();
    turns.give();
    assertThat(next()).isZero();
  }

  @Test
  void withoutALimitNobodyWaits() throws Exception {
    for (int i = 0; i < 100; i++) {
      TransferTurns.UNLIMITED.take(i);
    }
    assertThat(TransferTurns.UNLIMITED.areLimited()).isFalse();
  }

  @Test
  void whoIsInterruptedTakesNoTurn() throws Exception {
    TransferTurns turns = new TransferTurns(1);
    turns.take(1);
    startTaking(turns, 0);
    threads.get(0).interrupt();
    assertThat(next()).isEqualTo(-1);
    startTaking(turns, 5);
    turns.give();
    assertThat(next()).isEqualTo(5);

    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> turns.take(1));
    assertThat(Thread.interrupted()).isFalse();
  }
}
