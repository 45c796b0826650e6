// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InotifyEventTest {

  @Test
  void decodesRecordsWithPaddedNamesOneAfterTheOther() {
    ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
    put(buffer, 3, InotifyEvent.CLOSE_WRITE, 0, "file", 16);
    put(buffer, 1, InotifyEvent.MOVED_TO | InotifyEvent.IS_DIRECTORY, 77, "a directory", 32);
    put(buffer, -1, InotifyEvent.QUEUE_OVERFLOW, 0, "", 0);
    buffer.flip();

    List<InotifyEvent> events = new ArrayList<>();
    InotifyEvent.decode(buffer, events::add);

    assertThat(events).hasSize(3);
    assertThat(events.get(0).descriptor()).isEqualTo(3);
    assertThat(events.get(0).name()).isEqualTo("file".getBytes(UTF_8));
    assertThat(events.get(0).isDirectory()).isFalse();
    assertThat(events.get(1).name()).isEqualTo("a directory".getBytes(UTF_8));
    assertThat(events.get(1).cookie()).isEqualTo(77);
    assertThat(events.get(1).isDirectory()).isTrue();
    assertThat(events.get(2).has(InotifyEvent.QUEUE_OVERFLOW)).isTrue();
    assertThat(events.get(2).name()).isEmpty();
  }

  private static void put(
      ByteBuffer buffer, int descriptor, int mask, int cookie, String name, int length) {
    buffer.putInt(descriptor).putInt(mask).putInt(cookie).putInt(length);
    byte[] padded = new byte[length];
    System.arraycopy(name.getBytes(UTF_8), 0, padded, 0, name.length());
    buffer.put(padded);
  }
}
