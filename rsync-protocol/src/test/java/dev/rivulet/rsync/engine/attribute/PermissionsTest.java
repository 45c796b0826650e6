// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.engine.Entries;
import dev.rivulet.rsync.store.ChmodRules;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** rsync(1), --perms and --executability. */
class PermissionsTest {

  @ParameterizedTest(name = "-p {0}, -E {1}: {2} over {3} -> {4}")
  @CsvSource({
    "true,  false, 0104755, 0100600, 4755",
    "true,  false, 0100644, 0,       644",
    "false, false, 0100666, 0,       644",
    "false, false, 0104777, 0,       755",
    "false, false, 0100644, 0100600, 600",
    "false, false, 0040777, 0040700, 700",
    "false, false, 0040777, 0100600, 755",
    "false, true,  0100755, 0100644, 755",
    "false, true,  0100755, 0100640, 750",
    "false, true,  0100644, 0100755, 644",
    "false, true,  0100700, 0100710, 710",
  })
  void chooseBits(boolean preserved, boolean execute, String entry, String there, String bits)
      throws IOException {
    int existing = Integer.parseInt(there, 8);
    FileAttributes now = existing == 0 ? FileAttributes.MISSING : Entries.same(existing);

    int chosen =
        new Permissions(preserved, execute, path -> 0755, ChmodRules.NONE)
            .forEntry(Entries.entry(Integer.parseInt(entry, 8)), TreePath.of("f"), now);

    assertThat(Integer.toOctalString(chosen)).isEqualTo(bits);
  }
}
