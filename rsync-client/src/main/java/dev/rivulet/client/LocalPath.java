// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A path on this machine, as typed. */
public record LocalPath(byte[] path) implements Endpoint {

  /** UTF-8 convenience. */
  public static LocalPath of(String path) {
    return new LocalPath(path.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LocalPath that && Arrays.equals(path, that.path);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(path);
  }

  @Override
  public String toString() {
    return new String(path, StandardCharsets.UTF_8);
  }
}
