// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/** Where messages of a program go (rsync(1), --stderr). */
public enum ErrorRoute {
  /** Errors to standard error of the program that has them, all else to the client. */
  ERRORS,
  /** All messages to standard error of the program that has them. */
  ALL,
  /** All messages to the client, which decides. */
  CLIENT;

  /**
   * The route with this name, of which any number of leading letters will do.
   *
   * @return null if there is none
   */
  static ErrorRoute named(String name) {
    if (name.isEmpty()) {
      return null;
    }
    for (ErrorRoute route : values()) {
      if (route.option().startsWith(name)) {
        return route;
      }
    }
    return null;
  }

  private String option() {
    return switch (this) {
      case ERRORS -> "errors";
      case ALL -> "all";
      case CLIENT -> "client";
    };
  }
}
