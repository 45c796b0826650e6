// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

/** What the engine knows about one path and one target. */
public enum PathState {
  /** The user's rules leave it out. */
  EXCLUDED,
  /** It is part of a transfer that is running. */
  SENDING,
  /** The target did not take it; it will be tried again. */
  FAILING,
  /** It has changed, or may have, and is to be looked at. */
  WAITING,
  /** The target takes its name for that of another file of the source and has only one of them. */
  CLASHING,
  /** It is gone, and its deletion waits for permission. */
  HELD,
  /** The target has confirmed it after its last change. */
  CONFIRMED,
  /** Nothing has been compared yet, so nothing is known. */
  UNPROVEN,
  /** It has not changed since the last complete comparison. */
  UNCHANGED
}
