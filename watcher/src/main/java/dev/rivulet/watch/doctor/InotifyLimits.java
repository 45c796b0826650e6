// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel allows each user (inotify(7)).
 *
 * @param watches directories that can be watched
 * @param instances event queues
 * @param queuedEvents events that wait in one queue before it overflows
 */
record InotifyLimits(long watches, long instances, long queuedEvents) {
  private static final Path PLACE = Path.of("/proc/sys/fs/inotify");

  /** Those of this system. */
  static InotifyLimits read() throws IOException {
    return new InotifyLimits(
        number("max_user_watches"), number("max_user_instances"), number("max_queued_events"));
  }

  private static long number(String name) throws IOException {
    return Long.parseLong(Files.readString(PLACE.resolve(name)).strip());
  }
}
