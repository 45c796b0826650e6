// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.watch.source.KernelSetting;
import java.io.IOException;

/**
 * What the kernel allows each user (inotify(7)).
 *
 * @param watches directories that can be watched
 * @param instances event queues
 * @param queuedEvents events that wait in one queue before it overflows
 */
record InotifyLimits(long watches, long instances, long queuedEvents) {

  /** Those of this system. */
  static InotifyLimits read() throws IOException {
    return new InotifyLimits(
        KernelSetting.MAX_USER_WATCHES.value(),
        KernelSetting.MAX_USER_INSTANCES.value(),
        KernelSetting.MAX_QUEUED_EVENTS.value());
  }
}
