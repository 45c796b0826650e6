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
      List.of(
          ".f........x a", "hf........x b", "hf........x c => a", "hf..t.....x d", ".f........x e");

  @Test
  void nothingIsLeftToChanceWithoutAttributes() {
    assertThat(settled("-i", "-H")).isEqualTo(LINES);
  }

  @Test
  void aNameAmongSeveralMayDifferInItsAttributesOrNot() {
    assertThat(settled("-i", "-H", "-X"))
        .containsExactly("hf........x c => a", "hf..t.....x d", ".f........x e");
    assertThat(settled("-i", "-i", "--xattrs"))
        .containsExactly(
            ".f          a",
            "hf          b",
            "hf........x c => a",
            "hf..t.....x d",
            ".f........x e");
  }

  @Test
  void aFirstNameThatIsInTheWayIsToldOnce() {
    String told = "cannot delete non-empty directory: a";
    List<String> twice = List.of(told, told, "b", "b");
    assertThat(Excuse.settled(twice, List.of("-H"), name -> true)).containsExactly(told, "b", "b");
    assertThat(Excuse.settled(twice, List.of("-a"), name -> true)).isEqualTo(twice);
  }

  @Test
  void aDryRunMayNameAFirstNameElsewhere() {
    List<String> lines = List.of("hf          b => /w/c/DESTINATION/../alternate/a");
    List<String> dry = List.of("-n", "-H", "--link-dest=../alternate");
    assertThat(Excuse.settled(lines, dry, name -> true)).containsExactly("hf          b => a");
    assertThat(Excuse.settled(lines, dry.subList(1, 3), name -> true)).isEqualTo(lines);
  }

  private static List<String> settled(String... options) {
    return Excuse.settled(LINES, List.of(options), name -> !name.equals("e"));
  }

  @Test
  void attributesThatVanishWhileTheyAreComparedAreAnAccident() {
    assertThat(of(RACE + "No data available (61)", "-XX")).contains(Excuse.SHARED_XATTRS);
    assertThat(of(RACE + "No data available (61)", "-a")).isEmpty();
    assertThat(of(RACE + "Permission denied (13)", "-XX")).isEmpty();
  }

  @Test
  void aDefaultListIsAskedOfALinkInADirectorysPlace() {
    String error = "rsync: [generator] get_acl: sys_acl_get_file(d/f, ACL_TYPE_DEFAULT): ";
    assertThat(of(error + "Permission denied (13)", "-H"))
        .contains(Excuse.LISTS_OF_FORMER_DIRECTORY);
    assertThat(of(error + "Permission denied (13)", "-A")).isEmpty();
    assertThat(of(error + "Input/output error (5)", "-H")).isEmpty();
  }

  private static Optional<Excuse> of(String error, String option) {
    return Excuse.of(ExitCode.PARTIAL.code(), List.of(error), List.of(option), false);
  }
}
