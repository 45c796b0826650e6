// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.store.host.HostIdMapper;
import dev.rivulet.rsync.store.host.HostWorkspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links that stand for the directories they lead to. */
class KeptLinksTreeTest {
  @TempDir private Path place;

  private Path root;
  private KeptLinksTree tree;

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectories(place.resolve("root"));
    Files.createDirectories(root.resolve("real/deep"));
    Files.createDirectories(place.resolve("outside"));
    Files.writeString(root.resolve("file"), "x");
    link("link", "real");
    link("chain", "./real/../link");
    link("out", "../outside");
    link("gone", "nothing");
    link("tofile", "file");
    byte[] path = root.toString().getBytes(StandardCharsets.UTF_8);
    Workspace workspace = HostWorkspace.at(path, LinkPolicy.TRUSTED_OWNER, HostIdMapper.ofThread());
    try (workspace) {
      tree = new KeptLinksTree(workspace.open(new byte[] {'.'}, LinkPolicy.INSIDE));
    }
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }

  @AfterEach
  void close() throws IOException {
    tree.close();
  }

  private static TreePath path(String path) {
    return TreePath.of(path.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aLinkIsALinkUntilItIsKept() throws IOException {
    assertThat(tree.stat(path("link")).isSymlink()).isTrue();

    assertThat(tree.keep(path("link")).isDirectory()).isTrue();
    assertThat(tree.stat(path("link")).isDirectory()).isTrue();
    assertThat(tree.statOrMissing(path("link")).isDirectory()).isTrue();
    assertThat(tree.stat(path("chain")).isSymlink()).isTrue();
  }

  @Test
  void attributesAreThoseOfTheDirectory() throws IOException {
    tree.keep(path("chain"));
    tree.attributes(path("chain")).setMode(0700);

    assertThat(tree.stat(path("real")).permissions()).isEqualTo(0700);
  }

  @Test
  void directoriesOutsideAreKeptWhereLinksMayLeadAnywhere() throws IOException {
    link("absolute", place.resolve("outside").toString());
    byte[] start = root.toString().getBytes(StandardCharsets.UTF_8);
    try (Workspace insecure = HostWorkspace.insecure();
        KeptLinksTree free = new KeptLinksTree(insecure.open(start, insecure.keptLinks()), true)) {
      for (String link : List.of("out", "absolute", "link")) {
        assertThat(free.keep(path(link)).isDirectory()).as(link).isTrue();
        free.makeDirectory(path(link + "/made"), 0700);
        free.attributes(path(link)).setMode(0710);
        free.attributes(path(link)).setTimes(1_000_000_000, 0, 1_000_000_000, 0);

        Path directory = root.resolve(link);
        assertThat(directory.resolve("made")).isDirectory();
        FileAttributes now = free.stat(path(link));
        assertThat(now.permissions()).isEqualTo(0710);
        assertThat(now.mtime()).isEqualTo(1_000_000_000);
        assertThat(directory).isSymbolicLink();
        Files.delete(directory.resolve("made"));
      }
    }
  }

  @Test
  void whatLeadsToSomethingElseStaysALink() throws IOException {
    link("lost", "../nothing");
    link("tofileoutside", Files.createFile(place.resolve("file")).toString());
    assertThat(tree.keep(path("gone")).isSymlink()).isTrue();
    assertThat(tree.keep(path("lost")).isSymlink()).isTrue();
    assertThat(tree.keep(path("tofileoutside")).isSymlink()).isTrue();
    assertThat(tree.keep(path("tofile")).isSymlink()).isTrue();
    assertThatThrownBy(() -> tree.keep(path("out"))).isInstanceOf(StoreException.class);
    assertThat(tree.stat(path("out")).isSymlink()).isTrue();
  }
}
