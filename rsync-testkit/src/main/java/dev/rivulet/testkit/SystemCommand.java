// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import java.io.IOException;
import java.util.List;

/** Commands of the system for what no Java call does, such as {@code mknod} and {@code cp -a}. */
public final class SystemCommand {
  private SystemCommand() {}

  /**
   * Runs a command to its end; what it has to say goes where the output of the tests goes.
   *
   * @throws IOException if it cannot be started, fails, or the thread is interrupted
   */
  public static void run(String... words) throws IOException {
    Process process = new ProcessBuilder(words).inheritIO().start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("failed: " + List.of(words));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + List.of(words), e);
    }
  }
}
