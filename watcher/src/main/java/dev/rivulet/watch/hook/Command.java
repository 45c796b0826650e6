// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.hook;

import dev.rivulet.rsync.store.system.ChildEnvironment;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.UnattendedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program with its arguments, run without a shell between and ended when it takes too long. What
 * it prints goes where this process prints to. Immutable.
 */
public final class Command {
  /** How long a program that takes a minute for granted may run. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

  private static final byte[] NO_INPUT = "/dev/null".getBytes(StandardCharsets.US_ASCII);
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final List<byte[]> words;
  private final Duration limit;
  private final boolean silent;

  private Command(List<byte[]> words, Duration limit, boolean silent) {
    this.words = words;
    this.limit = limit;
    this.silent = silent;
  }

  /**
   * A program and its arguments.
   *
   * @param words the program, looked for on the PATH unless it has a slash, and its arguments
   * @throws IllegalArgumentException without a program
   */
  public static Command of(List<byte[]> words) {
    if (words.isEmpty() || words.get(0).length == 0) {
      throw new IllegalArgumentException("a command needs a program");
    }
    return new Command(List.copyOf(words), DEFAULT_LIMIT, false);
  }

  /** Text for {@code /bin/sh -c}: only of a configuration, never with a file's name in it. */
  public static Command shell(String text) {
    return of(List.of(bytes("/bin/sh"), bytes("-c"), bytes(text)));
  }

  /** The same with a time after which it is ended; zero is no limit. */
  public Command limitedTo(Duration time) {
    return new Command(words, time, silent);
  }

  /** The same, but nobody sees what it prints. */
  public Command silenced() {
    return new Command(words, limit, true);
  }

  /** The same with further arguments. */
  public Command with(List<byte[]> arguments) {
    List<byte[]> longer = new ArrayList<>(words);
    longer.addAll(arguments);
    return new Command(List.copyOf(longer), limit, silent);
  }

  /** The program and its arguments; not to be changed. */
  public List<byte[]> words() {
    return words;
  }

  /**
   * Runs the program with an empty input and waits for its end.
   *
   * @param variables environment beside our own
   * @throws IOException if it cannot be started, fails or takes too long: says which
   */
  public void run(Map<String, byte[]> variables) throws IOException, InterruptedException {
    requireProcesses();
    List<byte[]> environment = ChildEnvironment.with(variables);
    finish(
        silent
            ? UnattendedProcess.startSilent(words, environment)
            : UnattendedProcess.start(words, environment, NO_INPUT));
  }

  /**
   * Runs the program and waits for its end; what it prints is seen.
   *
   * @param variables environment beside our own
   * @param input path of the file it reads
   * @throws IOException if it cannot be started, fails or takes too long: says which
   */
  public void run(Map<String, byte[]> variables, byte[] input)
      throws IOException, InterruptedException {
    requireProcesses();
    finish(UnattendedProcess.start(words, ChildEnvironment.with(variables), input));
  }

  private static void requireProcesses() throws IOException {
    if (!Posix.isAvailable()) {
      throw new IOException("cannot be run here: " + Posix.unavailableReason());
    }
  }

  private void finish(UnattendedProcess process) throws IOException, InterruptedException {
    try {
      OptionalInt status = await(process, limit.isZero() ? Long.MAX_VALUE : limit.toNanos());
      if (status.isEmpty()) {
        throw new IOException("took longer than " + limit.toSeconds() + " s and was ended");
      }
      if (status.getAsInt() != 0) {
        throw new IOException("exit status " + status.getAsInt());
      }
    } finally {
      end(process);
    }
  }

  private static OptionalInt await(UnattendedProcess process, long nanos)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long pause = FIRST_PAUSE_NANOS;
    OptionalInt status = process.exitStatus();
    while (status.isEmpty() && System.nanoTime() - start < nanos) {
      LockSupport.parkNanos(pause);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      pause = Math.min(LONGEST_PAUSE_NANOS, 2 * pause);
      status = process.exitStatus();
    }
    return status;
  }

  /** Leaves no process behind that nobody waits for. */
  private static void end(UnattendedProcess process) throws IOException {
    boolean interrupted = Thread.interrupted();
    if (process.exitStatus().isEmpty()) {
      process.end(false);
      awaitUninterrupted(process, GRACE_NANOS);
    }
    if (process.exitStatus().isEmpty()) {
      process.end(true);
      awaitUninterrupted(process, GRACE_NANOS);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitUninterrupted(UnattendedProcess process, long nanos) throws IOException {
    long start = System.nanoTime();
    while (process.exitStatus().isEmpty() && System.nanoTime() - start < nanos) {
      LockSupport.parkNanos(LONGEST_PAUSE_NANOS);
      Thread.interrupted();
    }
  }

  /** The program alone: arguments may be secrets. */
  @Override
  public String toString() {
    return new String(words.get(0), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
