// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import java.io.IOException;

/** Knows the password for a daemon's module; asked only when the daemon demands one. */
@FunctionalInterface
public interface PasswordSource {

  /** Knows none: the login is tried with an empty password. */
  PasswordSource NONE = (user, host) -> new byte[0];

  /**
   * The password as bytes; the caller may overwrite them.
   *
   * @throws dev.rivulet.rsync.RsyncException with rsync's text and exit code when it cannot be had
   */
  byte[] password(String user, String host) throws IOException;
}
