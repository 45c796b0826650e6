// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.fake.FakeSuperWorkspace;
import dev.rivulet.rsync.store.host.HostIdMapper;
import dev.rivulet.rsync.store.host.HostWorkspace;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pretended owners, types and permissions behave like real ones. */
final class FakeSuperTreeContractTest extends FileTreeContract {

  @TempDir Path directory;

  static FileTree pretending(Path directory) throws IOException {
    byte[] path = directory.toString().getBytes(UTF_8);
    try (Workspace place =
        new FakeSuperWorkspace(
            HostWorkspace.at(path, LinkPolicy.TRUSTED_OWNER, HostIdMapper.ofThread()))) {
      return place.open(new byte[] {'.'});
    }
  }

  @Override
  protected FileTree emptyTree() throws IOException {
    return pretending(directory);
  }

  @Override
  protected boolean isSuper() {
    return true;
  }

  /** A link that is a file leads nowhere; whoever looks through it sees the link. */
  private static void assertNotFollowed(FileTree tree, String target) throws IOException {
    TreePath link = TreePath.of("link");
    tree.makeSymlink(link, target.getBytes(UTF_8));

    assertThat(tree.statFollowing(link)).isEqualTo(tree.stat(link));
    assertThat(tree.readLink(link)).asString().isEqualTo(target);
    assertThatThrownBy(() -> tree.open(link)).hasMessageContaining("symbolic links");
    assertThatThrownBy(() -> tree.openInPlace(link, 0600)).hasMessageContaining("symbolic links");
    tree.unlink(link);
  }

  @Test
  @Override
  void symlinksAreSeenAndReadButNotFollowed() throws IOException {
    try (FileTree tree = emptyTree()) {
      tree.makeDirectory(TreePath.of("dir"), 0755);
      assertNotFollowed(tree, "dir");
      assertNotFollowed(tree, "nowhere");
    }
  }

  @Test
  @Override
  void symlinksThatLeadOutAreNotFollowed() throws IOException {
    try (FileTree tree = emptyTree()) {
      assertNotFollowed(tree, "../..");
      assertNotFollowed(tree, "/etc/passwd");
    }
  }

  @Test
  @Override
  void symlinksInCirclesEnd() throws IOException {
    try (FileTree tree = emptyTree()) {
      assertNotFollowed(tree, "link");
    }
  }
}
