// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomTreesTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void equalSeedsMakeEqualTrees(long seed) throws Exception {
    Path one = directory.resolve("one");
    Path two = directory.resolve("two");
    trees(seed, "s1").create(one);
    trees(seed, "s2").create(two);

    TreeAssert.assertThatTree(two)
        .ignoring(TreeAspect.SYMLINK_MTIME, TreeAspect.MTIME)
        .isEqualTo(one);
  }

  @Test
  void agedCopiesDiffer() throws Exception {
    Path tree = directory.resolve("tree");
    Path copy = directory.resolve("copy");
    RandomTrees trees = trees(42, "s");
    trees.create(tree);
    trees.createAged(tree, copy);

    assertThat(TreeAssert.assertThatTree(copy).differencesTo(tree)).isNotEmpty();
  }

  private RandomTrees trees(long seed, String scratch) throws Exception {
    return new RandomTrees(seed, Files.createDirectory(directory.resolve(scratch)));
  }
}
