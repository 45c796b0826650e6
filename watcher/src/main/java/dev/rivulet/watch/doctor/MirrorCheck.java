// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.watch.Mirror;
import java.util.List;

/** Looks for one kind of obstacle to the mirrors of a configuration. */
@FunctionalInterface
interface MirrorCheck {
  void examine(List<Mirror> mirrors, Findings findings) throws InterruptedException;
}
