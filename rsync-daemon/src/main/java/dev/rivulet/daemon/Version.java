// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

/** How the daemon names itself in the places where rsync's version stands. */
final class Version {
  static final String TEXT = "3.5.0-rivulet";

  private Version() {}
}
