// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The one thread that owns all syncs with actions: it takes events in, hands them out, and looks
 * after commands and alarms.
 */
public final class ActionLoop {
  /** How often commands that run are looked at. */
  private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

  /** An alarm a configuration has set. */
  private record Alarm(long nanos, Task task) implements Comparable<Alarm> {
    @Override
    public int compareTo(Alarm other) {
      return Long.compare(nanos - other.nanos, 0);
    }
  }

  /** Something to be done by the thread of the loop. */
  public interface Task {
    void run() throws IOException;
  }

  private final int mostProcesses;
  private final LongSupplier clock;
  private final List<ActionRunner> runners = new ArrayList<>();
  private final BlockingQueue<Task> inbox = new LinkedBlockingQueue<>();
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();

  /** Held by the thread of the loop but while it waits. */
  private final ReentrantLock turning = new ReentrantLock();

  private volatile boolean stopping;
  private volatile int ending;
  private boolean ended;

  /**
   * A loop without syncs.
   *
   * @param mostProcesses commands at one time over all syncs; 0 for no limit
   * @param clock nanoseconds, as of {@link System#nanoTime}
   */
  public ActionLoop(int mostProcesses, LongSupplier clock) {
    this.mostProcesses = mostProcesses == 0 ? Integer.MAX_VALUE : mostProcesses;
    this.clock = clock;
  }

  /** Adds a sync; before {@link #run}. */
  public void add(ActionRunner runner) {
    runners.add(runner);
  }

  /** All syncs. */
  public List<ActionRunner> runners() {
    return List.copyOf(runners);
  }

  /** An event of a sync; from any thread. */
  public void report(ActionRunner runner, Change change) {
    inbox.add(() -> runner.add(change, clock.getAsLong()));
  }

  /** Events of a sync were lost, so it starts afresh; from any thread. */
  public void restart(ActionRunner runner) {
    inbox.add(() -> runner.start(clock.getAsLong()));
  }

  /** Has something done by the thread of the loop; from any thread. */
  public void call(Task task) {
    inbox.add(task);
  }

  /** Has something done later; by the thread of the loop. */
  public void alarm(long nanos, Task task) {
    alarms.add(new Alarm(nanos, task));
  }

  /**
   * Looks at the syncs while nothing happens to them; from any thread.
   *
   * @return empty if something happened to them all the time
   */
  public <T> Optional<T> look(Supplier<T> glance, long patienceNanos) throws InterruptedException {
    if (!turning.tryLock(patienceNanos, TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(glance.get());
    } finally {
      turning.unlock();
    }
  }

  /** The time of alarms. */
  public long now() {
    return clock.getAsLong();
  }

  /** Starts nothing any more, and ends when the commands have ended; from any thread. */
  public void stop() {
    stopping = true;
    call(() -> {});
  }

  /** Ends the program from within, with an exit code. */
  public void terminate(int exitCode) {
    ending = exitCode;
    ended = true;
    stopping = true;
  }

  /**
   * Runs until it is stopped.
   *
   * @return the exit code that a configuration asked for, empty if it was stopped from outside
   * @throws IOException for an error in a function of the configuration
   */
  public OptionalInt run() throws IOException, InterruptedException {
    try {
      start();
      while (!stopping || processes() > 0) {
        turn();
      }
      return ended ? OptionalInt.of(ending) : OptionalInt.empty();
    } finally {
      runners.forEach(ActionRunner::kill);
    }
  }

  private void start() {
    turning.lock();
    try {
      runners.forEach(runner -> runner.start(clock.getAsLong()));
    } finally {
      turning.unlock();
    }
  }

  private void turn() throws IOException, InterruptedException {
    Task first = inbox.poll(pauseNanos(), TimeUnit.NANOSECONDS);
    turning.lock();
    try {
      work(first);
    } finally {
      turning.unlock();
    }
  }

  /**
   * @param first null for none
   */
  private void work(Task first) throws IOException {
    Task task = first;
    while (task != null) {
      task.run();
      task = inbox.poll();
    }
    for (ActionRunner runner : runners) {
      if (runner.reap(clock.getAsLong()) && !ended) {
        terminate(DIED);
      }
    }
    if (!stopping) {
      ringAlarms();
      handOut();
    }
  }

  /** What lsyncd ends with after a verdict to die. */
  private static final int DIED = 255;

  private void ringAlarms() throws IOException {
    while (!alarms.isEmpty() && alarms.peek().nanos() - clock.getAsLong() <= 0) {
      alarms.poll().task().run();
      runners.forEach(ActionRunner::wake);
    }
  }

  private void handOut() throws IOException {
    for (ActionRunner runner : runners) {
      int room = mostProcesses - processes();
      if (room > 0) {
        runner.act(clock.getAsLong(), room);
      }
    }
    // Whoever came first goes to the end, so that nobody waits for ever at a common limit.
    if (runners.size() > 1) {
      runners.add(runners.remove(0));
    }
  }

  private int processes() {
    return runners.stream().mapToInt(ActionRunner::processes).sum();
  }

  private long pauseNanos() {
    long now = clock.getAsLong();
    long pause = processes() > 0 ? GLANCE_NANOS : LONGEST_NANOS;
    if (stopping) {
      return pause;
    }
    if (!alarms.isEmpty()) {
      pause = Math.min(pause, alarms.peek().nanos() - now);
    }
    if (processes() < mostProcesses) {
      for (ActionRunner runner : runners) {
        OptionalLong due = runner.dueNanos();
        pause = due.isPresent() ? Math.min(pause, due.getAsLong() - now) : pause;
      }
    }
    return Math.max(0, pause);
  }
}
