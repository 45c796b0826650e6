// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A path on a machine that is reached through a remote shell, {@code [user@]host:path}.
 *
 * @param user the name for the remote shell, empty when none was given
 * @param host empty in a further source that means the host of the first one
 * @param path as typed; the empty path is {@code .}
 */
public record ShellHost(String user, String host, byte[] path) implements Endpoint {

  @Override
  public boolean equals(Object other) {
    return other instanceof ShellHost that
        && user.equals(that.user)
        && host.equals(that.host)
        && Arrays.equals(path, that.path);
  }

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + Arrays.hashCode(path);
  }

  @Override
  public String toString() {
    String at = user.isEmpty() ? "" : user + "@";
    return at + host + ":" + new String(path, StandardCharsets.UTF_8);
  }
}
