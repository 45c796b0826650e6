// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class WatchedDirectoryTest {
  private static byte[] name(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A parent and a child change places; the second half of the news comes late. */
  @Test
  void hazard_2_7_aDirectoryThatGoesBelowItsOwnChildMakesNoCircle() {
    DirectoryTree tree = new DirectoryTree();
    WatchedDirectory root = tree.addRoot(1);
    WatchedDirectory outer = tree.add(root, name("outer"), 2);
    WatchedDirectory inner = tree.add(outer, name("inner"), 3);

    outer.attach(inner, name("now-below"));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertThat(outer.isAttached()).isFalse());

    inner.attach(root, name("now-above"));
    assertThat(outer.isAttached()).isTrue();
    assertThat(outer.path()).hasToString("now-above/now-below");
  }

  /** The one who lists was faster than the events. */
  @Test
  void hazard_2_7_aDirectoryThatGetsAnotherNameHasOnlyThatOne() {
    DirectoryTree tree = new DirectoryTree();
    WatchedDirectory root = tree.addRoot(1);
    WatchedDirectory moved = tree.add(root, name("z"), 2);
    WatchedDirectory other = tree.add(root, name("m"), 3);

    moved.attach(root, name("a"));
    assertThat(root.child(name("z"))).isNull();
    assertThat(root.child(name("a"))).isSameAs(moved);
    other.detach();
    assertThat(root.child(name("m"))).isNull();
    assertThat(root.child(name("a"))).isSameAs(moved);
  }

  /** A directory has gone below another one, which has taken its name since. */
  @Test
  void hazard_2_7_aDirectoryThatIsFoundBelowItsOldNameMakesNoCircle() {
    DirectoryTree tree = new DirectoryTree();
    WatchedDirectory root = tree.addRoot(1);
    WatchedDirectory moved = tree.add(root, name("a"), 2);

    tree.add(moved, name("b"), 2);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertThat(moved.isAttached()).isFalse());
    assertThat(root.child(name("a"))).isNull();

    WatchedDirectory other = tree.add(root, name("a"), 3);
    assertThat(tree.add(other, name("b"), 2)).isSameAs(moved);
    assertThat(moved.path()).hasToString("a/b");
  }
}
