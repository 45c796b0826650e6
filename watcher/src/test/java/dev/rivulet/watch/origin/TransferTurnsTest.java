// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransferTurnsTest {
  private final BlockingQueue<Long> order = new LinkedBlockingQueue<>();
  private final Map<Long, TransferTurns.Turn> turnOf = new ConcurrentHashMap<>();
  private final AtomicLong clock = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();

  /** Takes a turn in a thread of its own and keeps it; returns once the thread waits or has it. */
  private void startTaking(TransferTurns turns, long oldest) throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              try {
                take(turns, oldest);
                order.add(oldest);
              } catch (InterruptedException e) {
                order.add(-1L);
              }
            });
    threads.add(thread);
    thread.start();
    while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }
  }

  private void take(TransferTurns turns, long oldest) throws InterruptedException {
    TransferTurns.Turn turn = turns.newTurn();
    turn.take(oldest);
    turnOf.put(oldest, turn);
  }

  private TransferTurns limitedTo(int most) {
    return new TransferTurns(most, clock::get);
  }

  private long next() throws InterruptedException {
    Long taken = order.poll(30, TimeUnit.SECONDS);
    assertThat(taken).as("somebody has a turn").isNotNull();
    return taken;
  }

  @Test
  void hazard_14_whoeverHasWaitedLongestIsNext() throws Exception {
    TransferTurns turns = limitedTo(1);
    take(turns, 1000);
    startTaking(turns, 30);
    startTaking(turns, 10);
    startTaking(turns, 20);

    turnOf.get(1000L).give();
    assertThat(next()).isEqualTo(10);
    turnOf.get(10L).give();
    assertThat(next()).isEqualTo(20);
    turnOf.get(20L).give();
    assertThat(next()).isEqualTo(30);
    assertThat(order).isEmpty();
  }

  @Test
  void asManyRunAsThereMay() throws Exception {
    TransferTurns turns = limitedTo(2);
    take(turns, 1);
    take(turns, 2);
    startTaking(turns, 0);
    assertThat(order).isEmpty();
    turnOf.get(2L).give();
    assertThat(next()).isZero();
  }

  @Test
  void withoutALimitNobodyWaits() throws Exception {
    for (int i = 0; i < 100; i++) {
      TransferTurns.UNLIMITED.newTurn().take(i);
    }
    assertThat(TransferTurns.UNLIMITED.areLimited()).isFalse();
  }

  @Test
  void whoIsInterruptedTakesNoTurn() throws Exception {
    TransferTurns turns = limitedTo(1);
    take(turns, 1);
    startTaking(turns, 0);
    threads.get(0).interrupt();
    assertThat(next()).isEqualTo(-1);
    startTaking(turns, 5);
    turnOf.get(1L).give();
    assertThat(next()).isEqualTo(5);

    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> take(turns, 1));
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void hazard_14_aTransferThatStandsStillKeepsNobodyWaiting() throws Exception {
    TransferTurns turns = limitedTo(1);
    take(turns, 1);
    clock.addAndGet(TransferTurns.STALLED_NANOS);
    take(turns, 2);

    startTaking(turns, 3);
    assertThat(order).as("the second one moves").isEmpty();
    turnOf.get(2L).give();
    assertThat(next()).isEqualTo(3);
  }

  @Test
  void hazard_14_aTransferThatMovesKeepsItsTurn() throws Exception {
    TransferTurns turns = limitedTo(1);
    take(turns, 1);
    clock.addAndGet(TransferTurns.STALLED_NANOS * 2 / 3);
    turnOf.get(1L).moved();
    clock.addAndGet(TransferTurns.STALLED_NANOS * 2 / 3);
    startTaking(turns, 2);
    assertThat(order).isEmpty();

    turnOf.get(1L).give();
    assertThat(next()).isEqualTo(2);
  }
}
