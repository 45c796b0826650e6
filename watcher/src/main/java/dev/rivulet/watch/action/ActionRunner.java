// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.ChildEnvironment;
import dev.rivulet.rsync.store.system.UnattendedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Carries out one sync: hands its events to the handler when their time has come, runs commands for
 * them, and ends the events when the commands have ended.
 *
 * <p>Owned by the thread of the loop.
 */
public final class ActionRunner {
  private static final byte[] NO_INPUT = "/dev/null".getBytes(StandardCharsets.US_ASCII);
  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final DelayQueue queue;
  private final ActionHandler handler;
  private final int mostProcesses;
  private final long retryNanos;
  private final ActionLoop loop;
  private final ActionLog log;
  private final List<Job> jobs = new ArrayList<>();

  /** Whether the handler was asked and did nothing, so that asking again is of no use. */
  private boolean idle;

  private boolean progress;

  /** A command that runs, and what it is for. */
  private record Job(UnattendedProcess process, List<Delay> delays, boolean list) {}

  /**
   * A sync that has not started.
   *
   * @param name for logs
   * @param mostProcesses commands that may run at the same time
   * @param delayNanos how long events wait; what is to be done again waits as long, and a second at
   *     least
   */
  public ActionRunner(
      String name,
      DelayQueue queue,
      ActionHandler handler,
      int mostProcesses,
      long delayNanos,
      ActionLoop loop,
      ActionLog log) {
    this.name = name;
    this.queue = queue;
    this.handler = handler;
    this.mostProcesses = mostProcesses;
    this.retryNanos = Math.max(delayNanos, SHORTEST_PAUSE_NANOS);
    this.loop = loop;
    this.log = log;
  }

  /** The oldest event whose time has come. */
  public Optional<Delay> next() {
    return queue.next(loop.now());
  }

  /** Adds an event that waits for all before it, and for no time. */
  public Delay add(Change change) {
    progress = true;
    return queue.addNow(change, loop.now());
  }

  public String name() {
    return name;
  }

  public DelayQueue queue() {
    return queue;
  }

  /** The events that are not done with, oldest first; by the thread of the loop. */
  public List<PendingChange> pending() {
    return queue.pending();
  }

  /** Commands that run at the moment. */
  int processes() {
    return jobs.size();
  }

  /** Drops what waits and starts from the beginning, when the commands that run have ended. */
  void start(long now) {
    queue.clear();
    idle = false;
    queue.addNow(new Change(EventKind.INIT, "", ""), now);
  }

  void add(Change change, long now) {
    log.log("Delay", name + " " + change);
    queue.add(change, now);
    idle = false;
  }

  /** Something may have changed that the handler waits for. */
  void wake() {
    idle = false;
  }

  /**
   * Hands out what is due.
   *
   * @param room commands that may still be started, of all syncs
   */
  void act(long now, int room) throws IOException {
    int before = jobs.size();
    while (!idle && jobs.size() < mostProcesses && jobs.size() - before < room) {
      Optional<Delay> next = queue.next(now);
      if (next.isEmpty()) {
        return;
      }
      progress = false;
      handOut(next.get());
      idle = !progress;
    }
  }

  private void handOut(Delay delay) throws IOException {
    if (delay.change().kind() != EventKind.INIT) {
      handler.act(this);
      return;
    }
    handler.start(this, delay);
    discard(delay);
  }

  /** When {@link #act} has something to do, if nothing else happens. */
  OptionalLong dueNanos() {
    return idle || jobs.size() >= mostProcesses ? OptionalLong.empty() : queue.nextDueNanos();
  }

  /** Nothing is to be done about an event. */
  public void discard(Delay delay) {
    if (delay.status() != Delay.Status.DONE && delay.status() != Delay.Status.ACTIVE) {
      queue.remove(delay);
      progress = true;
    }
  }

  /**
   * Starts a command for events, which end with it.
   *
   * @param words the program and its arguments
   * @param input for its standard input
   * @param list whether they are taken as a list, though there may be only one
   */
  public void spawn(List<Delay> delays, List<byte[]> words, byte[] input, boolean list) {
    log.log("Exec", shown(words));
    progress = true;
    delays.forEach(Delay::start);
    try {
      jobs.add(new Job(start(words, input), List.copyOf(delays), list));
    } catch (IOException e) {
      log.log("Error", "cannot start " + text(words.get(0)) + ": " + e.getMessage());
      delays.forEach(queue::remove);
    }
  }

  private static UnattendedProcess start(List<byte[]> words, byte[] input) throws IOException {
    if (input.length == 0) {
      return UnattendedProcess.start(words, ChildEnvironment.own(), NO_INPUT);
    }
    Path file = Files.createTempFile("rivulet-input", null);
    try {
      Files.write(file, input);
      byte[] path = file.toString().getBytes(StandardCharsets.UTF_8);
      return UnattendedProcess.start(words, ChildEnvironment.own(), path);
    } finally {
      // The command has it open.
      Files.delete(file);
    }
  }

  /**
   * Looks which commands have ended.
   *
   * @return whether the program is to end
   */
  boolean reap(long now) throws IOException {
    boolean die = false;
    for (Iterator<Job> each = jobs.iterator(); each.hasNext(); ) {
      Job job = each.next();
      OptionalInt code = status(job);
      if (code.isPresent()) {
        each.remove();
        idle = false;
        die |= settle(job, code.getAsInt(), now);
      }
    }
    return die;
  }

  private OptionalInt status(Job job) {
    try {
      return job.process().exitStatus();
    } catch (StoreException e) {
      log.log("Error", name + ": cannot learn how a command ended: " + e.getMessage());
      return OptionalInt.of(0xff);
    }
  }

  private boolean settle(Job job, int code, long now) throws IOException {
    Verdict verdict = handler.collect(this, job.delays(), job.list(), code);
    for (Delay delay : job.delays()) {
      if (verdict == Verdict.AGAIN) {
        delay.again(now + retryNanos);
      } else {
        queue.remove(delay);
      }
    }
    return verdict == Verdict.DIE;
  }

  /** Ends the commands that still run. */
  void kill() {
    for (Job job : jobs) {
      try {
        job.process().end(false);
      } catch (StoreException e) {
        log.log("Error", name + ": cannot end a command: " + e.getMessage());
      }
    }
  }

  private static String shown(List<byte[]> words) {
    StringBuilder line = new StringBuilder(text(words.get(0)));
    for (byte[] word : words.subList(1, words.size())) {
      line.append(" [").append(text(word)).append(']');
    }
    return line.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
