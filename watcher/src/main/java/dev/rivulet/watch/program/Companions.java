// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.action.ActionLog;
import dev.rivulet.watch.config.Companion;
import dev.rivulet.watch.config.SyncStatus;
import dev.rivulet.watch.log.Log;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What runs beside the mirrors of a service. */
final class Companions implements Closeable {
  private final Log log;
  private final List<Companion.Running> running = new ArrayList<>();

  private Companions(Log log) {
    this.log = log;
  }

  /**
   * Starts all.
   *
   * @param ended is told the exit code when one has ended by itself and wants the program to end
   * @throws IOException if one cannot be started; the others are ended
   */
  static Companions start(List<Companion> companions, Log log, Consumer<Integer> ended)
      throws IOException {
    Companions started = new Companions(log);
    try {
      for (Companion companion : companions) {
        started.start(companion, ended);
      }
      return started;
    } catch (IOException | RuntimeException e) {
      started.closeAfter(e);
      throw e;
    }
  }

  private void start(Companion companion, Consumer<Integer> ended) throws IOException {
    ActionLog lines =
        log instanceof ActionLog own
            ? own
            : (category, text) -> tell(companion.name(), category, text);
    Companion.Running one = companion.start(lines);
    running.add(one);
    Thread thread = new Thread(() -> await(companion, one, ended), "rivulet-companion");
    thread.setDaemon(true);
    thread.start();
  }

  /** Other categories are for those who look for an error. */
  private void tell(String name, String category, String text) {
    switch (category) {
      case "Normal" -> log.write(Log.Level.NORMAL, name + ": " + text);
      case "Warn", "Error" -> log.write(Log.Level.PROBLEM, name + ": " + text);
      default -> {
        // Not asked for.
      }
    }
  }

  private void await(Companion companion, Companion.Running one, Consumer<Integer> ended) {
    try {
      OptionalInt code = one.await();
      if (code.isPresent()) {
        ended.accept(code.getAsInt());
      }
    } catch (IOException e) {
      log.write(Log.Level.PROBLEM, companion.name() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How their parts stand that wait for events. */
  List<SyncStatus> status() throws InterruptedException {
    List<SyncStatus> all = new ArrayList<>();
    for (Companion.Running one : running) {
      all.addAll(one.status());
    }
    return all;
  }

  private void closeAfter(Exception failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Ends all, also when one fails to. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Companion.Running one : running) {
      try {
        one.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
