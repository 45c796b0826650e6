// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

/** Where the destination is as seen from the client. */
enum Transport {
  LOCAL,
  PUSH,
  PULL,
  SHELL_PUSH,
  SHELL_PULL;

  boolean isPull() {
    return this == PULL || this == SHELL_PULL;
  }

  boolean clientReceives() {
    return this == LOCAL || isPull();
  }

  boolean isShell() {
    return this == SHELL_PUSH || this == SHELL_PULL;
  }

  boolean isDaemon() {
    return this == PUSH || this == PULL;
  }
}
