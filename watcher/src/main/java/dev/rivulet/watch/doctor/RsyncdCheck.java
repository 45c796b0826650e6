// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

/** Looks for one kind of trap in an {@code rsyncd.conf}. Has no state. */
@FunctionalInterface
interface RsyncdCheck {
  void examine(RsyncdFile file, Findings findings);
}
