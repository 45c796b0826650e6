// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

/** The session this process belongs to. Only where {@link Posix#isAvailable}. */
public final class ProcessSession {
  private ProcessSession() {}

  /**
   * Leaves the terminal: setsid(2).
   *
   * @throws StoreException with EPERM if this process leads a process group, as one does that a
   *     shell has started
   */
  public static void lead() throws StoreException {
    new Posix.LibraryCall("setsid").require("setsid", 0, 0, 0, 0);
  }
}
