// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Users and mounts of a process's own (namespaces(7)), which not everybody is given. */
public final class Namespaces {
  /** CAP_SYS_ADMIN (capabilities(7)), which is enough for all of them. */
  private static final long SYS_ADMIN = 1L << 21;

  private static final String EFFECTIVE = "CapEff:";

  private Namespaces() {}

  /** Skips a test where something does not work; whoever must be given it fails instead. */
  public static void requireThat(boolean works, String what) throws IOException {
    if (areAlwaysGiven()) {
      assertThat(works).as(what).isTrue();
    }
    Assumptions.assumeTrue(works, what);
  }

  private static boolean areAlwaysGiven() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.readAllLines(status, StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.startsWith(EFFECTIVE))
        .map(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
        .anyMatch(capabilities -> (capabilities & SYS_ADMIN) != 0);
  }
}
