// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Whether tests are run by somebody who may do what only the administrator of a machine may, such
 * as to mount: root, unless it is shut in. For him nothing is skipped, so that a test that should
 * run and cannot fails.
 */
public final class Administrator {
  /** CAP_SYS_ADMIN (capabilities(7)). */
  private static final int SYS_ADMIN = 21;

  private static final String EFFECTIVE = "CapEff:";

  private Administrator() {}

  /** Whether this process may administrate. */
  public static boolean isRunning() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.readAllLines(status, StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.startsWith(EFFECTIVE))
        .map(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
        .anyMatch(capabilities -> (capabilities >> SYS_ADMIN & 1) == 1);
  }

  /** Skips a test for everybody else. */
  public static void require() throws IOException {
    Assumptions.assumeTrue(isRunning(), "only an administrator may");
  }

  /** Skips a test where something does not work, unless an administrator runs it: then it fails. */
  public static void requireThat(boolean works, String what) throws IOException {
    if (isRunning()) {
      assertThat(works).as(what).isTrue();
    }
    Assumptions.assumeTrue(works, what);
  }
}
