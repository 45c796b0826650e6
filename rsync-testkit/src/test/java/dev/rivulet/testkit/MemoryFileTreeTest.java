// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MemoryFileTreeTest extends FileTreeContract {

  @Override
  protected FileTree emptyTree() {
    return new MemoryFileTree();
  }

  @Override
  protected boolean isSuper() {
    return true;
  }

  @Test
  void countsWhatIsOpen() throws IOException {
    MemoryFileTree tree = new MemoryFileTree().with("a/b/file", "text");
    assertThat(tree.openFiles()).isZero();
    try (StagedFile staged = tree.stage(TreePath.of("a/other"), 0600);
        var source = tree.open(TreePath.of("a/b/file"))) {
      assertThat(tree.openFiles()).isEqualTo(2);
      assertThat(source.attributes().size()).isEqualTo(4);
      staged.commit();
      assertThat(tree.openFiles()).isEqualTo(1);
    }

    assertThat(tree.openFiles()).isZero();
  }

  @Test
  void otherViewSeesTheSameFiles() throws IOException {
    MemoryFileTree tree = new MemoryFileTree();
    MemoryFileTree view = tree.reopen();
    tree.close();
    view.with("file", "text");

    assertThat(view.reopen().content("file")).asString().isEqualTo("text");
  }

  @Test
  void timeMovesOnlyWithChanges() throws IOException {
    MemoryFileTree one = new MemoryFileTree().with("file", "text");
    MemoryFileTree two = new MemoryFileTree().with("file", "text");

    assertThat(one.stat(TreePath.of("file"))).isEqualTo(two.stat(TreePath.of("file")));
  }

  @Test
  void workspaceResolvesArguments() throws IOException {
    MemoryFileTree tree = new MemoryFileTree().with("dir/sub/file", "text");
    tree.makeSymlink(TreePath.of("link"), "dir".getBytes(UTF_8));
    try (MemoryWorkspace workspace = new MemoryWorkspace(tree)) {
      workspace.makeDirectory("/dir/new/".getBytes(UTF_8), 0700);
      try (FileTree below = workspace.open("dir/../dir/sub/..".getBytes(UTF_8))) {
        assertThat(below.stat(TreePath.of("sub/file")).size()).isEqualTo(4);
        assertThat(below.stat(TreePath.of("new")).isDirectory()).isTrue();
      }
      assertThat(workspace.stat("link".getBytes(UTF_8), false).isSymlink()).isTrue();
      assertThat(workspace.stat("link".getBytes(UTF_8), true).isDirectory()).isTrue();
      assertThat(workspace.stat("none".getBytes(UTF_8), true).isMissing()).isTrue();
      assertThat(workspace.ids().uid(workspace.ids().userName(42))).isEqualTo(42);
    }
  }
}
