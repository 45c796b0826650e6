// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.StoreException;
import java.nio.charset.StandardCharsets;

/** What ties this process to a terminal. Only where {@link Posix#isAvailable}. */
public final class ProcessSession {
  private static final byte[] NOWHERE = "/dev/null".getBytes(StandardCharsets.US_ASCII);
  private static final int STANDARD_STREAMS = 3;

  private ProcessSession() {}

  /**
   * Begins a session without a terminal: setsid(2).
   *
   * @throws StoreException with EPERM if this process leads a process group, as one does that a
   *     shell has started
   */
  public static void begin() throws StoreException {
    new Posix.LibraryCall("setsid").require("setsid", 0, 0, 0, 0);
  }

  /** Lets go of the standard streams: from now on they read and write nothing. */
  public static void closeStandardStreams() throws StoreException {
    int nowhere = Posix.openat(Posix.AT_FDCWD, NOWHERE, Posix.O_RDWR | Posix.O_CLOEXEC, 0);
    try {
      Posix.LibraryCall duplicate = new Posix.LibraryCall("dup2");
      for (int stream = 0; stream < STANDARD_STREAMS; stream++) {
        duplicate.require("dup2", nowhere, stream, 0, 0);
      }
    } finally {
      Posix.close(nowhere);
    }
  }
}
