// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Tells whoever has started this program in the background that it can serve now. */
public final class Readiness {
  /** Names the descriptor on which somebody waits for the line {@code ready}. */
  static final String DESCRIPTOR = "RIVULET_READY_FD";

  private static final byte[] LINE = "ready\n".getBytes(StandardCharsets.US_ASCII);

  private Readiness() {}

  /** Whether somebody waits. */
  static boolean isAwaited() {
    return descriptor().matches("[0-9]{1,9}");
  }

  /** Tells it; nothing happens if nobody waits. */
  public static void tell() throws IOException {
    if (!isAwaited()) {
      return;
    }
    if (descriptor().equals("1")) {
      // May be a socket, which cannot be opened again by its number.
      System.out.write(LINE, 0, LINE.length);
      System.out.flush();
      return;
    }
    try (OutputStream ready = new FileOutputStream("/proc/self/fd/" + descriptor())) {
      ready.write(LINE);
    }
  }

  private static String descriptor() {
    return System.getenv().getOrDefault(DESCRIPTOR, "");
  }
}
