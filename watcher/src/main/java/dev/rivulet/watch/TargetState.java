// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

/** What the engine is doing about one target. */
public enum TargetState {
  /** The first complete comparison has not ended yet. */
  STARTING,
  /** Everything known is confirmed, or waits until files are complete. */
  UP,
  /** A transfer is running. */
  SENDING,
  /** The last transfer failed; the next try comes by itself. */
  RETRYING,
  /** The target refuses, and somebody must change a setting; tried again now and then. */
  BLOCKED,
  /** The source is not the directory it was; nothing is sent or deleted. */
  SOURCE_GONE,
  /** A batch would delete more than is allowed at once; it waits for a release. */
  HELD,
  /** Nothing is sent because somebody asked for it; changes are still noted. */
  PAUSED
}
