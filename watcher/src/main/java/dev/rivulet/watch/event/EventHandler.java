// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.event;

import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.tools.SeenEvent;
import java.io.Closeable;
import java.io.IOException;

/** Does something about each event. Called by one thread, in the order of the events. */
public interface EventHandler extends Closeable {

  /**
   * Called once, before the first event.
   *
   * @param listener is told of failures
   */
  void start(WatchListener listener);

  /**
   * An event has come. May wait: the kernel keeps the others, up to a number.
   *
   * @throws IOException if nothing could be done; the next event is handled all the same
   */
  void on(SeenEvent event) throws IOException, InterruptedException;

  /** Waits for what is under way, within its own time limit. */
  @Override
  void close() throws IOException;
}
