// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A path in a module of a daemon, {@code [user@]host::module/path} or {@code
 * rsync://[user@]host[:port]/module/path}.
 *
 * @param user the name to log in with, empty when none was given
 * @param host name or address, without brackets; empty in a further source that means the host of
 *     the first one
 * @param port 0 for the default, see {@link #DEFAULT_PORT}
 * @param path module name and path below it; empty asks for the list of modules
 */
public record DaemonUrl(String user, String host, int port, byte[] path) implements Endpoint {

  /** Where daemons listen unless told otherwise. */
  public static final int DEFAULT_PORT = 873;

  /** A place in a module, from text. */
  public static DaemonUrl of(String host, int port, String path) {
    return new DaemonUrl("", host, port, path.getBytes(StandardCharsets.UTF_8));
  }

  /** The same place for another user. */
  public DaemonUrl withUser(String name) {
    return new DaemonUrl(name, host, port, path);
  }

  /** The same daemon, with {@code otherPort} unless this names a port itself. */
  public DaemonUrl withDefaultPort(int otherPort) {
    return port == 0 ? new DaemonUrl(user, host, otherPort, path) : this;
  }

  /** The port to connect to. */
  public int effectivePort() {
    return port == 0 ? DEFAULT_PORT : port;
  }

  /** The part of the path in front of the first slash; empty when modules are to be listed. */
  public byte[] module() {
    int end = 0;
    while (end < path.length && path[end] != '/') {
      end++;
    }
    return Arrays.copyOf(path, end);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DaemonUrl that
        && user.equals(that.user)
        && host.equals(that.host)
        && port == that.port
        && Arrays.equals(path, that.path);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * host.hashCode() + port) + Arrays.hashCode(path);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("rsync://");
    if (!user.isEmpty()) {
      text.append(user).append('@');
    }
    boolean brackets = host.indexOf(':') >= 0;
    text.append(brackets ? "[" : "").append(host).append(brackets ? "]" : "");
    if (port != 0) {
      text.append(':').append(port);
    }
    return text.append('/').append(new String(path, StandardCharsets.UTF_8)).toString();
  }
}
