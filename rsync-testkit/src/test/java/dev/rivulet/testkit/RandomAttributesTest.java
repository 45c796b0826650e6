// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RandomAttributesTest {

  @TempDir Path work;

  @BeforeEach
  void needsTheCommands() throws IOException {
    assumeThat(AttributeTools.work(work)).as("setfattr, getfattr and setfacl work here").isTrue();
  }

  private Path tree(String name) throws IOException {
    Path tree = Files.createDirectory(work.resolve(name));
    for (int i = 0; i < 20; i++) {
      Files.createFile(tree.resolve("file" + i));
      Files.createDirectory(tree.resolve("dir" + i));
    }
    return tree;
  }

  @Test
  void equalSeedsGiveEqualAttributes() throws IOException {
    Path one = tree("one");
    Path two = tree("two");
    new RandomAttributes(5).decorate(one);
    new RandomAttributes(5).decorate(two);

    assertThat(AttributeTools.dump(one)).isNotEmpty().isEqualTo(AttributeTools.dump(two));
    assertThat(AttributeTools.dump(one).values())
        .anyMatch(value -> value.contains("user."))
        .anyMatch(value -> value.contains("posix_acl_access"))
        .anyMatch(value -> value.contains("posix_acl_default"));
  }

  @Test
  void comparisonSeesThemOnlyWhenAsked() throws IOException {
    Path one = tree("one");
    Path two = tree("two");
    assertThat(AttributeTools.set(two.resolve("file3"), "user.a", "x")).isTrue();

    TreeAssert.assertThatTree(two).comparingOnly(TreeAspect.CONTENT).isEqualTo(one);
    assertThat(
            TreeAssert.assertThatTree(two)
                .comparingOnly(TreeAspect.CONTENT)
                .withAttributes()
                .differencesTo(one))
        .containsExactly("file3: attributes expected  but was user.a=0x78");
  }
}
