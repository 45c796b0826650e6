// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

/** An engine that was reached does not do what it was asked, in its own words. */
public final class ControlRefusal extends ControlException {
  private static final long serialVersionUID = 1L;

  ControlRefusal(String message) {
    super(message);
  }
}
