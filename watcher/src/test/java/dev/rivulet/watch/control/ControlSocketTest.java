// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
  @TempDir Path work;

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void isForTheOwnerAlone() throws IOException {
    ControlSocket place = new ControlSocket(work.resolve("new/dir/s"));
    try (ServerSocketChannel open = place.listen()) {
      assertThat(open.isOpen()).isTrue();
      assertThat(mode(place.path())).isEqualTo("rw-------");
      assertThat(mode(work.resolve("new/dir"))).isEqualTo("rwx------");
      try (Stream<Path> found = Files.list(work.resolve("new/dir"))) {
        assertThat(found).containsExactly(place.path());
      }
    }
  }

  @Test
  void refusesADirectoryThatOthersCanChange() throws IOException {
    Path shared = Files.createDirectory(work.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> new ControlSocket(shared.resolve("s")).listen())
        .isInstanceOf(ControlException.class)
        .hasMessageContaining(shared + " can be changed by others");
  }

  @Test
  void replacesASocketThatNobodyListensTo() throws IOException {
    ControlSocket place = new ControlSocket(work.resolve("s"));
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(place.path()));
    }
    assertThat(place.path()).exists();

    ControlServer.start(place, new FakeEngine()).close();
    assertThat(place.path()).doesNotExist();
  }

  @Test
  void refusesASecondEngineAndLeavesTheFirstAlone() throws IOException {
    ControlSocket place = new ControlSocket(work.resolve("s"));
    try (ControlServer first = ControlServer.start(place, new FakeEngine())) {
      assertThatThrownBy(() -> ControlServer.start(place, new FakeEngine()))
          .isInstanceOf(ControlException.class)
          .hasMessageContaining("another engine listens on " + place.path());
      try (ControlClient client = ControlClient.connect(first.place())) {
        assertThat(client.status("")).isEqualTo(FakeEngine.STATUS);
      }
    }
  }

  @Test
  void leavesAFileThatIsNoSocket() throws IOException {
    Path file = Files.writeString(work.resolve("s"), "precious");

    assertThatThrownBy(() -> new ControlSocket(file).listen())
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("is no socket");
    assertThat(file).hasContent("precious");
  }

  @Test
  void saysThatAPathIsTooLong() {
    Path deep = work.resolve("d".repeat(100)).resolve("e".repeat(100)).resolve("s");

    assertThatThrownBy(() -> new ControlSocket(deep).listen())
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("at most 107 bytes");
  }

  @Test
  void saysThatNobodyIsThere() {
    assertThatThrownBy(() -> ControlClient.connect(new ControlSocket(work.resolve("s"))))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("no engine can be reached at " + work.resolve("s"));
  }

  @Test
  void isPutWhereTheUserMayPutIt() {
    assertThat(ControlSocket.usual(Map.of(), 0).path()).hasToString("/run/rivulet/watch.sock");
    assertThat(ControlSocket.usual(Map.of("XDG_RUNTIME_DIR", "/run/user/7"), 7).path())
        .hasToString("/run/user/7/rivulet/watch.sock");
    assertThat(ControlSocket.usual(Map.of(), 7).path()).hasToString("/tmp/rivulet-7/watch.sock");
    assertThat(ControlSocket.usual(Map.of("RSYNC_WATCH_CONTROL", "/x/y"), 0).path())
        .hasToString("/x/y");
  }
}
