// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

/** Which programs are at the ends. */
enum Pairing {
  REAL_TO_REAL,
  OURS_TO_REAL,
  REAL_TO_OURS,
  OURS_TO_OURS;

  boolean oursIsClient() {
    return this == OURS_TO_REAL || this == OURS_TO_OURS;
  }

  boolean oursIsServer() {
    return this == REAL_TO_OURS || this == OURS_TO_OURS;
  }
}
