// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.event;

import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.hook.Command;
import dev.rivulet.watch.hook.HookQueue;
import dev.rivulet.watch.tools.EventFormat;
import dev.rivulet.watch.tools.SeenEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs a command for each event, with what {@code inotifywait --format} knows of it in the
 * arguments: {@code %p} path, {@code %e} events, {@code %w} directory, {@code %f} name, {@code %T}
 * time, {@code %c} cookie. No shell stands between.
 */
public final class EventCommand implements EventHandler {
  private static final int WAITING = 100;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Command program;
  private final List<EventFormat> arguments;
  private final HookQueue queue;

  /**
   * A command for each event.
   *
   * @param program without its arguments
   * @param arguments the forms of its arguments
   * @param atOnce how many may run at the same time; 1 keeps them in order
   */
  public EventCommand(Command program, List<EventFormat> arguments, int atOnce) {
    this.program = program;
    this.arguments = List.copyOf(arguments);
    this.queue = new HookQueue(program.toString(), atOnce, WAITING, CLOSE_LIMIT);
  }

  /** What is run, without its arguments. */
  public Command program() {
    return program;
  }

  @Override
  public void start(WatchListener listener) {
    queue.report(listener);
  }

  /** Waits while a hundred commands do. */
  @Override
  public void on(SeenEvent event) throws InterruptedException {
    List<byte[]> words = arguments.stream().map(argument -> argument.line(event)).toList();
    queue.addWhenThereIsRoom(() -> program.with(words).run(Map.of()));
  }

  @Override
  public void close() {
    queue.close();
  }
}
