// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDatagramsTest {
  @TempDir Path directory;

  private int receiver = -1;

  @AfterEach
  void close() throws Exception {
    if (receiver >= 0) {
      Posix.close(receiver);
    }
  }

  /** A socket at an address whose first byte may be NUL. */
  private void listen(byte[] address, int extra) throws StoreException {
    receiver = new Posix.LibraryCall("socket").require("socket", 1, 2, 0, 0);
    ByteBuffer name = Scratch.allocate(110);
    name.putShort(0, (short) 1);
    name.put(2, address);
    int length = 2 + address.length + extra;
    new Posix.LibraryCall("bind").require("bind", receiver, Scratch.addressOf(name), length, 0);
    Reference.reachabilityFence(name);
  }

  private String received() throws StoreException {
    ByteBuffer bytes = Scratch.allocate(1000);
    long start = Scratch.addressOf(bytes);
    int length = new Posix.LibraryCall("recv").require("recv", receiver, start, 1000, 0);
    byte[] message = new byte[length];
    bytes.get(0, message);
    return new String(message, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aDatagramArrivesAtAPath() throws Exception {
    byte[] address = bytes(directory.resolve("socket").toString());
    listen(address, 1);

    LocalDatagrams.send(address, bytes("READY=1\nSTATUS=\u00fc"));
    LocalDatagrams.send(address, bytes("second"));

    assertThat(received()).isEqualTo("READY=1\nSTATUS=\u00fc");
    assertThat(received()).isEqualTo("second");
  }

  @Test
  void aDatagramArrivesAtAnAbstractName() throws Exception {
    String name = "rivulet-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    listen(bytes("\0" + name), 0);

    LocalDatagrams.send(bytes("@" + name), bytes("hello"));

    assertThat(received()).isEqualTo("hello");
  }

  @Test
  void nobodyThereIsAnError() {
    byte[] address = bytes(directory.resolve("nobody").toString());
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> LocalDatagrams.send(address, bytes("x")))
        .matches(e -> e.errno() == Errno.ENOENT);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> LocalDatagrams.send(new byte[200], bytes("x")))
        .matches(e -> e.errno() == Errno.ENAMETOOLONG);
  }

  @Test
  void aReceiverThatIsFullDoesNotMakeUsWait() throws Exception {
    byte[] address = bytes(directory.resolve("full").toString());
    listen(address, 1);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () -> {
              for (int i = 0; i < 100_000; i++) {
                LocalDatagrams.send(address, bytes("x"));
              }
            })
        .matches(e -> e.errno() == Errno.EAGAIN);
  }
}
