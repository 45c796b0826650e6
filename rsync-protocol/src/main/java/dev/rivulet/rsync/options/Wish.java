// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import java.util.Optional;

/** How sure an option that another one implies is. */
enum Wish {
  /** Not mentioned. */
  OPEN,
  NO,
  IMPLIED,
  YES;

  boolean isOn() {
    return this == IMPLIED || this == YES;
  }

  /** What the user said, if anything. */
  Optional<Boolean> spoken() {
    return this == OPEN ? Optional.empty() : Optional.of(isOn());
  }

  static Wish typed(boolean on) {
    return on ? YES : NO;
  }
}
