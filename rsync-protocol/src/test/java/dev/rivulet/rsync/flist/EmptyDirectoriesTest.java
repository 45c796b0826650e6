// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What --prune-empty-dirs leaves of a list. */
class EmptyDirectoriesTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void onlyDirectoriesOnTheWayToAFileOrAnExemptOneStay(boolean filesFirst) throws IOException {
    FileList list =
        Drafts.builder(
                filesFirst, "./", "a/", "a/b/", "a-b/", "a/x/", "a/x/f", "kept/", "kept/in/", "z/")
            .build(0);

    EmptyDirectories.prune(list, path -> path.escaped().equals("kept/in"));

    assertThat(Drafts.activeNames(list))
        .containsExactlyInAnyOrder("./", "a/", "a/x/", "a/x/f", "kept/", "kept/in/");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRootStaysWhateverIsInIt(boolean filesFirst) throws IOException {
    FileList list = Drafts.builder(filesFirst, "./", "a/", "a/b/").build(0);

    EmptyDirectories.prune(list, path -> false);

    assertThat(Drafts.activeNames(list)).isEqualTo(List.of("./"));
  }
}
