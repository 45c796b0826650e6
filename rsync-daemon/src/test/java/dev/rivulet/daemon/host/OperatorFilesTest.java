// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorFilesTest {
  private static final int SOMEBODY_ELSE = 65534;

  @TempDir Path directory;

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createDirectories(directory.resolve("real/sub"));
    Files.writeString(directory.resolve("real/sub/file"), "contents\n");
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(UTF_8);
  }

  private static String read(Path path) throws StoreException {
    return new String(OperatorFiles.read(bytes(path)).bytes(), UTF_8);
  }

  private Path link(String name, String target, int owner) throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve(name), Path.of(target));
    if (owner != Posix.effectiveUser()) {
      Files.setAttribute(link, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
    }
    return link;
  }

  @Test
  void readsFiles() throws IOException {
    assertThat(read(directory.resolve("real/sub/file"))).isEqualTo("contents\n");
    assertThat(read(directory.resolve("real/../real//sub/./file"))).isEqualTo("contents\n");
    assertThatThrownBy(() -> read(directory.resolve("real/none")))
        .hasMessage("open: No such file or directory (2)");
    assertThatThrownBy(() -> read(directory.resolve("real/sub/file/x")))
        .hasMessage("open: Not a directory (20)");
  }

  @Test
  void followsLinksOfItsOwnUser() throws IOException {
    int self = Posix.effectiveUser();
    link("relative", "real/sub", self);
    link("absolute", directory.resolve("relative").toString(), self);
    link("leaf", "absolute/file", self);

    assertThat(read(directory.resolve("leaf"))).isEqualTo("contents\n");
    assertThat(read(directory.resolve("absolute/../sub/file"))).isEqualTo("contents\n");
  }

  @Test
  void refusesLinksOfOthers() throws IOException {
    assumeTrue(Posix.effectiveUser() == 0);
    link("parent", "real/sub", SOMEBODY_ELSE);
    link("leaf", "real/sub/file", SOMEBODY_ELSE);

    for (String name : new String[] {"parent/file", "leaf"}) {
      assertThatThrownBy(() -> read(directory.resolve(name)))
          .hasMessage("open: Too many levels of symbolic links (40)");
      assertThatThrownBy(() -> OperatorFiles.append(bytes(directory.resolve(name))))
          .hasMessage("open: Too many levels of symbolic links (40)");
    }
    assertThat(directory.resolve("real/sub/file")).hasContent("contents\n");
  }

  @Test
  void endsInACircleOfLinks() throws IOException {
    link("a", "b", Posix.effectiveUser());
    link("b", "a", Posix.effectiveUser());

    assertThatThrownBy(() -> read(directory.resolve("a")))
        .hasMessage("open: Too many levels of symbolic links (40)");
  }

  @Test
  void appendsToFilesAndMakesThem() throws IOException {
    for (String name : new String[] {"real/sub/file", "real/new"}) {
      try (FileChannel channel = OperatorFiles.append(bytes(directory.resolve(name)))) {
        channel.write(ByteBuffer.wrap("more\n".getBytes(UTF_8)));
      }
    }
    assertThat(directory.resolve("real/sub/file")).hasContent("contents\nmore\n");
    assertThat(directory.resolve("real/new")).hasContent("more\n");
  }

  @Test
  void leavesNoHandleOpen() throws IOException {
    link("l", "real/sub", Posix.effectiveUser());
    read(directory.resolve("l/file"));
    long before = openHandles();
    for (int i = 0; i < 20; i++) {
      read(directory.resolve("l/file"));
      assertThatThrownBy(() -> read(directory.resolve("l/none/x"))).isNotNull();
      OperatorFiles.readWrite(bytes(directory.resolve("l/lock"))).close();
    }
    assertThat(openHandles()).isLessThan(before + 20);
  }

  private static long openHandles() throws IOException {
    try (var handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles.count();
    }
  }
}
