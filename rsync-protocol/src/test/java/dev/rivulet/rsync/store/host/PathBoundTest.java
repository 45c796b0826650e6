// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --confine-root}: where a path ends counts, not how it is written or who owns its links.
 */
class PathBoundTest {
  @TempDir Path directory;
  private Path inside;

  @BeforeEach
  void makeTree() throws IOException {
    inside = Files.createDirectories(directory.resolve("in/sub")).getParent();
    Files.createDirectories(directory.resolve("inner"));
    Files.writeString(inside.resolve("sub/file"), "in");
    Files.writeString(directory.resolve("inner/file"), "out");
    Files.createSymbolicLink(inside.resolve("out"), Path.of("../inner"));
    Files.createSymbolicLink(inside.resolve("home"), inside.resolve("sub"));
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(UTF_8);
  }

  private Workspace within(Path bound) throws IOException {
    return HostWorkspace.within(bytes(bound), LinkPolicy.ANYWHERE, true);
  }

  @Test
  void letsPathsInsideThrough() throws IOException {
    try (Workspace workspace = within(inside)) {
      assertThat(workspace.stat(bytes(inside), true).isDirectory()).isTrue();
      assertThat(workspace.stat(bytes(inside.resolve("home/file")), true).isRegular()).isTrue();
      assertThat(workspace.stat(bytes(inside.resolve("sub/../sub/file")), true).isRegular())
          .isTrue();
    }
  }

  @Test
  void refusesWhatEndsOutside() throws IOException {
    try (Workspace workspace = within(inside)) {
      for (Path path :
          new Path[] {
            directory,
            directory.resolve("inner"),
            inside.resolve("out"),
            inside.resolve("out/file"),
            inside.resolve("../inner/file")
          }) {
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(() -> workspace.stat(bytes(path), true))
            .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ELOOP));
      }
      assertThat(workspace.stat(bytes(inside.resolve("out")), false).isSymlink()).isTrue();
    }
  }

  @Test
  void boundsOnlyOptionsWhereTheUserNamesTheArguments() throws IOException {
    byte[] outside = bytes(directory.resolve("inner/file"));
    try (Workspace workspace =
            HostWorkspace.within(bytes(inside), LinkPolicy.TRUSTED_OWNER, false);
        Workspace options = workspace.forOptions()) {
      assertThat(workspace.stat(outside, true).isRegular()).isTrue();
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> options.stat(outside, true));
    }
  }

  @Test
  void saysOfADirectoryThatItExistsThoughItsParentIsOutside() throws IOException {
    try (Workspace workspace = within(inside)) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> workspace.makeDirectory(bytes(inside), 0700))
          .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
    }
  }

  @Test
  void takesTheWholeSystemForNoBound() throws IOException {
    try (Workspace workspace = within(Path.of("/"))) {
      assertThat(workspace.stat(bytes(inside.resolve("out/file")), true).isRegular()).isTrue();
    }
  }

  @Test
  void needsADirectory() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> within(directory.resolve("none")));
  }
}
