// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.testkit.MemoryFileTree;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldedNamesTest {
  private final MemoryFileTree tree = new MemoryFileTree();

  private List<String> twins(String path) throws IOException {
    return new FoldedNames(tree)
        .twinsOf(TreePath.of(path)).stream().map(TreePath::toString).toList();
  }

  @Test
  void hazard_16_5_caseMakesTwinsOfFilesAndOfDirectoriesAboveThem() throws Exception {
    tree.with("Photos/Cat.JPG", "1").with("photos/cat.jpg", "2").with("photos/dog.jpg", "3");
    assertThat(twins("Photos/Cat.JPG")).containsExactly("photos/cat.jpg");
    assertThat(twins("photos/cat.jpg")).containsExactly("Photos/Cat.JPG");
    assertThat(twins("photos")).containsExactly("Photos");
    assertThat(twins("photos/dog.jpg")).isEmpty();
  }

  @Test
  void hazard_16_5_accentsAreTheSameHoweverTheyAreWritten() {
    assertThat(folded("caf\u00e9")).isEqualTo(folded("cafe\u0301")).isEqualTo(folded("CAF\u00c9"));
    assertThat(folded("stra\u00dfe")).isEqualTo(folded("STRASSE"));
    assertThat(folded("cafe")).isNotEqualTo(folded("caf\u00e9"));
  }

  @Test
  void hazard_16_5_namesThatAreNoTextHaveTwinsToo() {
    byte[] lower = {'a', (byte) 0xff};
    byte[] upper = {'A', (byte) 0xff};
    byte[] other = {'A', (byte) 0xfe};
    assertThat(FoldedNames.folded(lower)).isEqualTo(FoldedNames.folded(upper));
    assertThat(FoldedNames.folded(lower)).isNotEqualTo(FoldedNames.folded(other));
  }

  private static String folded(String name) {
    return FoldedNames.folded(name.getBytes(UTF_8));
  }
}
