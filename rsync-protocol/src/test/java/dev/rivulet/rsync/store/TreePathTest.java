// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreePathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/", "/a", "a/", "a//b", "./a", "a/.", "a/./b", "..", "../a", "a/..", "a/../b", "a\0b", "\0"
      })
  void refusesWhatIsNotClean(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> TreePath.of(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", "...", ".a", "..a", "a/..b/...", " ", "a\nb"})
  void takesCleanPathsUnchanged(String path) {
    assertThat(TreePath.of(path).bytes()).isEqualTo(path.getBytes(UTF_8));
  }

  @Test
  void emptyAndDotAreTheRoot() {
    assertThat(TreePath.of("")).isSameAs(TreePath.ROOT);
    assertThat(TreePath.of(".")).isSameAs(TreePath.ROOT);
    assertThat(TreePath.ROOT.bytes()).isEqualTo(new byte[] {'.'});
    assertThat(TreePath.ROOT.parent()).isSameAs(TreePath.ROOT);
    assertThat(TreePath.ROOT.leaf()).isEqualTo(new byte[] {'.'});
  }

  @ParameterizedTest
  @CsvSource({"a, ., a", "a/b, a, b", "a/bc/def, a/bc, def"})
  void splitsIntoParentAndLeaf(String path, String parent, String leaf) {
    TreePath split = TreePath.of(path);

    assertThat(split.parent()).isEqualTo(TreePath.of(parent));
    assertThat(split.leaf()).isEqualTo(leaf.getBytes(UTF_8));
    assertThat(split.parent().child(split.leaf())).isEqualTo(split);
    assertThat(split.parent().parent().parent().parent()).isSameAs(TreePath.ROOT);
  }

  @Test
  void childKnowsItsParent() {
    TreePath directory = TreePath.of("a/b");

    assertThat(directory.child(bytes("c")).parent()).isSameAs(directory);
    assertThat(TreePath.ROOT.child(bytes("c"))).isEqualTo(TreePath.of("c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\0"})
  void childMustBeOneComponent(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TreePath.of("a").child(name.getBytes(UTF_8)));
  }

  @Test
  void laterChangesOfTheNameDoNotReachTheChild() {
    byte[] name = bytes("b");
    TreePath child = TreePath.ROOT.child(name);
    name[0] = '/';

    assertThat(child).isEqualTo(TreePath.of("b"));
  }

  @ParameterizedTest
  @CsvSource({"., ., .", "., a/b, a/b", "a/b, ., a/b", "a, b/c, a/b/c"})
  void resolvesBelow(String base, String below, String expected) {
    TreePath resolved = TreePath.of(base).resolve(TreePath.of(below));

    assertThat(resolved).isEqualTo(TreePath.of(expected));
    assertThat(resolved.leaf()).isEqualTo(TreePath.of(expected).leaf());
  }

  @Test
  void startsWithComparesWholeComponents() {
    assertThat(TreePath.of("a/b").startsWith(TreePath.of("a"))).isTrue();
    assertThat(TreePath.of("a").startsWith(TreePath.of("a"))).isTrue();
    assertThat(TreePath.of("a").startsWith(TreePath.ROOT)).isTrue();
    assertThat(TreePath.of("ab").startsWith(TreePath.of("a"))).isFalse();
    assertThat(TreePath.of("a").startsWith(TreePath.of("a/b"))).isFalse();
    assertThat(TreePath.ROOT.startsWith(TreePath.of("a"))).isFalse();
  }

  @Test
  void ordersBytesAsUnsigned() {
    assertThat(TreePath.of("a\u00e9")).isGreaterThan(TreePath.of("az"));
    assertThat(TreePath.of("a")).isLessThan(TreePath.of("a/b"));
  }

  @Test
  void equalBytesAreEqualPathsHoweverMade() {
    TreePath parsed = TreePath.of("a/b/c");
    TreePath built = TreePath.ROOT.child(bytes("a")).child(bytes("b")).child(bytes("c"));

    assertThat(parsed).isEqualTo(built).hasSameHashCodeAs(built);
    assertThat(parsed).isNotEqualTo(TreePath.of("a/b/d"));
  }

  @Test
  void escapesWhatATerminalMustNotSee() {
    byte[] name = "tab\tnl\nesc\u001b del\u007f \u00ff \\#012 \\#01".getBytes(ISO_8859_1);

    assertThat(TreePath.of(name).escaped())
        .isEqualTo("tab\tnl\\#012esc\\#033 del\\#177 \\#377 \\#134#012 \\#01");
    assertThat(TreePath.of("gr\u00fc\u00df \ud83d\ude00").escaped())
        .isEqualTo("gr\u00fc\u00df \ud83d\ude00");
    assertThat(TreePath.of("a\u0085b").escaped()).isEqualTo("a\\#302\\#205b");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "'', .",
    "., .",
    "a//b/, a/b",
    "./a/./b, a/b",
    "a/../b, b",
    "../../a, a",
    "a/.., .",
    "/a, a"
  })
  void cleansPathsThatOptionsName(String path, String clean) {
    assertThat(TreePath.cleaned(path.getBytes(UTF_8))).isEqualTo(TreePath.of(clean));
  }
}
