// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.log;

/** What the daemon has to say where its own log cannot be used. */
public final class Diagnostics {
  private static final System.Logger LOGGER = System.getLogger("dev.rivulet.daemon");

  private Diagnostics() {}

  /** For what is expected to happen, and only of interest when searching a fault. */
  public static void debug(String what, Throwable cause) {
    LOGGER.log(System.Logger.Level.DEBUG, what, cause);
  }

  public static void report(String what, Throwable cause) {
    LOGGER.log(System.Logger.Level.WARNING, what, cause);
  }
}
