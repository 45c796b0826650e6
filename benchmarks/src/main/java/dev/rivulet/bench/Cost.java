// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.bench;

import java.time.Duration;

/**
 * What one run took.
 *
 * @param elapsed by the clock on the wall
 * @param cpu user and system time of client and daemon
 * @param peakKilobytes largest resident memory of the client's process and of those it started
 */
record Cost(Duration elapsed, Duration cpu, long peakKilobytes) {

  double elapsedSeconds() {
    return elapsed.toNanos() / 1e9;
  }

  double cpuSeconds() {
    return cpu.toNanos() / 1e9;
  }

  double peakMegabytes() {
    return peakKilobytes / 1024.0;
  }
}
