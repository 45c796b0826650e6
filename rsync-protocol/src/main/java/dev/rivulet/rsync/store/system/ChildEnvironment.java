// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The environment of this process as bytes, for the programs it starts. The JVM translates it to
 * text, and loses what is not text in the current locale.
 */
public final class ChildEnvironment {
  private static final String OWN = "/proc/self/environ";

  private ChildEnvironment() {}

  /**
   * Our own environment with changes, each {@code NAME=value}.
   *
   * @param changes variables that a child has in place of ours or beside them
   */
  public static List<byte[]> with(Map<String, byte[]> changes) {
    List<byte[]> environment = new ArrayList<>();
    for (byte[] field : own()) {
      if (!changes.containsKey(name(field))) {
        environment.add(field);
      }
    }
    for (Map.Entry<String, byte[]> change : changes.entrySet()) {
      byte[] start = (change.getKey() + "=").getBytes(StandardCharsets.ISO_8859_1);
      byte[] field = Arrays.copyOf(start, start.length + change.getValue().length);
      System.arraycopy(change.getValue(), 0, field, start.length, change.getValue().length);
      environment.add(field);
    }
    return environment;
  }

  private static String name(byte[] field) {
    int end = 0;
    while (end < field.length && field[end] != '=') {
      end++;
    }
    return new String(field, 0, end, StandardCharsets.ISO_8859_1);
  }

  /** The variables this process was started with; none where that cannot be told. */
  public static List<byte[]> own() {
    List<byte[]> fields = new ArrayList<>();
    try (InputStream in = new FileInputStream(OWN)) {
      byte[] bytes = in.readAllBytes();
      int start = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == 0) {
          fields.add(Arrays.copyOfRange(bytes, start, i));
          start = i + 1;
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return fields;
  }
}
