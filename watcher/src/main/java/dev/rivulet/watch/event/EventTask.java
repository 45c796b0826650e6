// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.event;

import dev.rivulet.watch.tools.PathChoice;
import dev.rivulet.watch.tools.WatchRequest;
import java.util.List;

/**
 * Which events of one directory are handled, and by whom.
 *
 * @param name for logs
 * @param source the directory, watched with all below it; not to be changed
 * @param events bits of the kernel, 0 for all
 * @param choice which paths count; they are as the source is written, and below it
 * @param handlers each gets every event
 */
public record EventTask(
    String name, byte[] source, int events, PathChoice choice, List<EventHandler> handlers) {

  public EventTask {
    handlers = List.copyOf(handlers);
  }

  WatchRequest request() {
    return new WatchRequest(List.of(source), List.of(), events, true, true, choice, false);
  }
}
