// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.nio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.FileTree.Feature;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.host.PosixFileTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NioFileTreeTest {

  @TempDir Path temp;

  @Test
  void readsAnArchive() throws IOException {
    try (FileSystem archive = newArchive()) {
      Files.createDirectories(archive.getPath("/dir/inner"));
      Files.writeString(archive.getPath("/dir/file"), "packed");
      NioFileTree tree = new NioFileTree(archive.getPath("/"));

      assertThat(names(tree, ".")).containsExactly("dir");
      assertThat(names(tree, "dir")).containsExactlyInAnyOrder("file", "inner");
      assertThat(tree.stat(TreePath.of("dir/file")).mode()).isEqualTo(FileType.REGULAR | 0644);
      assertThat(tree.stat(TreePath.of("dir")).isSameFile(tree.stat(TreePath.of("dir/file"))))
          .isFalse();
      byte[] content = new byte[10];
      try (SourceFile file = tree.open(TreePath.of("dir/file"))) {
        assertThat(file.read(0, content, 0, 10)).isEqualTo(6);
        assertThat(file.read(2, content, 6, 3)).isEqualTo(3);
      }
      assertThat(new String(content, 0, 9, UTF_8)).isEqualTo("packedcke");
    }
  }

  @Test
  void saysWhatAnArchiveCannotHold() throws IOException {
    try (FileSystem archive = newArchive()) {
      Files.writeString(archive.getPath("/file"), "packed");
      NioFileTree tree = new NioFileTree(archive.getPath("/"));
      TreePath file = TreePath.of("file");

      assertThat(tree.features()).isEmpty();
      assertThat(errnoOf(() -> tree.makeSymlink(TreePath.of("link"), new byte[] {'x'})))
          .isEqualTo(Errno.EOPNOTSUPP);
      assertThat(errnoOf(() -> tree.link(file, TreePath.of("twin")))).isEqualTo(Errno.EOPNOTSUPP);
      assertThat(errnoOf(() -> tree.openInPlace(file, 0600))).isEqualTo(Errno.EOPNOTSUPP);
      assertThat(errnoOf(() -> tree.attributes(file).setMode(0600))).isEqualTo(Errno.EOPNOTSUPP);
      assertThat(errnoOf(() -> tree.attributes(file).setOwner(1, 1))).isEqualTo(Errno.EOPNOTSUPP);
    }
  }

  @Test
  void doesNotSpeakOfNamesThatAreNoText() throws Exception {
    byte[] name = {'a', (byte) 0xff};
    try (PosixFileTree posix = PosixFileTree.open(temp.toString().getBytes(UTF_8))) {
      posix.makeDirectory(TreePath.of(name), 0700);
    }
    List<Errno> failures = new ArrayList<>();
    new NioFileTree(temp)
        .scan(
            TreePath.ROOT,
            new EntryVisitor() {
              @Override
              public void entry(byte[] seen, FileAttributes attributes) {
                throw new AssertionError("listed " + TreePath.escape(seen));
              }

              @Override
              public void failed(byte[] seen, StoreException reason) {
                failures.add(reason.errno());
              }
            });

    assertThat(failures).containsExactly(Errno.EINVAL);
  }

  @Test
  void defaultFileSystemHoldsAllButNodesAndByteNames() throws IOException {
    assertThat(new NioFileTree(temp).features())
        .containsExactlyInAnyOrder(
            Feature.OWNERSHIP,
            Feature.PERMISSIONS,
            Feature.SYMLINKS,
            Feature.SYMLINK_TIMES,
            Feature.HARD_LINKS,
            Feature.NANOSECOND_TIMES);
  }

  @Test
  void seesWhatThePosixTreeSees() throws IOException {
    Files.writeString(temp.resolve("file"), "hello");
    Files.createSymbolicLink(temp.resolve("link"), Path.of("file"));
    Files.createDirectory(temp.resolve("dir"));
    try (PosixFileTree posix = PosixFileTree.open(temp.toString().getBytes(UTF_8));
        NioFileTree nio = new NioFileTree(temp)) {
      for (String name : new String[] {"file", "link", "dir"}) {
        assertThat(nio.stat(TreePath.of(name))).isEqualTo(posix.stat(TreePath.of(name)));
      }
    }
    try (PosixFileTree posix = PosixFileTree.open("/dev".getBytes(UTF_8))) {
      FileAttributes expected = posix.stat(TreePath.of("null"));
      FileAttributes seen = new NioFileTree(Path.of("/dev")).stat(TreePath.of("null"));
      assertThat(seen.rdevMajor()).isEqualTo(expected.rdevMajor());
      assertThat(seen.rdevMinor()).isEqualTo(expected.rdevMinor());
      assertThat(seen.device()).isEqualTo(expected.device());
    }
  }

  private FileSystem newArchive() throws IOException {
    URI uri = URI.create("jar:" + temp.resolve("archive.zip").toUri());
    return FileSystems.newFileSystem(uri, Map.of("create", "true"));
  }

  private static List<String> names(FileTree tree, String directory) throws IOException {
    List<String> names = new ArrayList<>();
    for (byte[] name : tree.names(TreePath.of(directory))) {
      names.add(new String(name, UTF_8));
    }
    return names;
  }

  private static Errno errnoOf(ThrowingCallable call) {
    return catchThrowableOfType(StoreException.class, call).errno();
  }
}
