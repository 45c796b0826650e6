// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExcuseTest {
  private static final String RACE =
      "rsync: [generator] get_xattr_data: lgetxattr(\"/r/f\" (in w),\"user.a\",5) failed: ";

  private static final List<String> LINES =
      List.of(".f........x a", "hf........x b", "hf........x c => a", "hf..t.....x d");

  @Test
  void nothingIsLeftToChanceWithoutLinksAndAttributes() {
    assertThat(Excuse.settled(LINES, List.of("-i", "-H"))).isEqualTo(LINES);
    assertThat(Excuse.settled(LINES, List.of("-i", "-X"))).isEqualTo(LINES);
  }

  @Test
  void aLinkedNameMayDifferInItsAttributesOrNot() {
    assertThat(Excuse.settled(LINES, List.of("-i", "-H", "-X")))
        .containsExactly(".f........x a", "hf........x c => a", "hf..t.....x d");
    assertThat(Excuse.settled(LINES, List.of("-i", "-i", "-H", "--xattrs")))
        .containsExactly(".f........x a", "hf          b", "hf........x c => a", "hf..t.....x d");
  }

  @Test
  void attributesThatVanishWhileTheyAreComparedAreAnAccident() {
    assertThat(of(RACE + "No data available (61)", "-H")).contains(Excuse.LINKED_XATTRS);
    assertThat(of(RACE + "No data available (61)", "-a")).isEmpty();
    assertThat(of(RACE + "Permission denied (13)", "-H")).isEmpty();
  }

  private static Optional<Excuse> of(String error, String option) {
    return Excuse.of(ExitCode.PARTIAL.code(), List.of(error), List.of(option, "-XX"), false);
  }
}
