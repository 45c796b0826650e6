// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

/** What the end of a command means for the events it was for. */
public enum Verdict {
  /** They are done with. */
  OK,
  /** It is to be done again. */
  AGAIN,
  /** The program is to end. */
  DIE
}
