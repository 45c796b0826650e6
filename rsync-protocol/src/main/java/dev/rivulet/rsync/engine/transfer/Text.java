// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import dev.rivulet.rsync.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Puts together a message that quotes names, which are bytes. Owned by one thread. */
public final class Text {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);

  public static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public Text add(String text) {
    bytes.writeBytes(of(text));
    return this;
  }

  public Text add(byte[] name) {
    bytes.writeBytes(name);
    return this;
  }

  /** The reason of a failure as rsync shows it: {@code No such file or directory (2)}. */
  public Text addReason(IOException failure) {
    if (failure instanceof StoreException store) {
      return add(store.errno().text()).add(" (" + store.errno().number() + ")");
    }
    return add(String.valueOf(failure.getMessage()));
  }

  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
