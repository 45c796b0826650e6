// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.util.List;

/**
 * What is to be watched.
 *
 * @param paths as typed
 * @param left what is left out of a recursive watch ({@code @FILE}), as typed
 * @param events bits of the kernel, 0 for all
 * @param recursive whether directories are watched with all below them
 * @param follow whether a path that is a symbolic link stands for what it leads to
 * @param filter which paths count
 * @param once whether the first event ends it, and the loss of a place does too
 */
public record WatchRequest(
    List<byte[]> paths,
    List<byte[]> left,
    int events,
    boolean recursive,
    boolean follow,
    PathChoice filter,
    boolean once) {

  /** The events to print: those asked for, or all. */
  int wanted() {
    return events == 0 ? EventName.ALL : events;
  }
}
