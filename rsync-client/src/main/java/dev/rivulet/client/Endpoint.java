// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import java.nio.charset.StandardCharsets;

/** Where files come from or go to: one path argument, understood. */
public sealed interface Endpoint permits LocalPath, DaemonUrl, ShellHost {

  /** The path as the other end will see it; for a daemon it starts with the module. */
  byte[] path();

  /** Whether this is another machine, or at least another process. */
  default boolean isRemote() {
    return !(this instanceof LocalPath);
  }

  /** Understands a path argument (rsync(1), section GENERAL). Never fails: the rest is local. */
  static Endpoint parse(byte[] argument) {
    return EndpointParser.parse(argument);
  }

  /** UTF-8 convenience. */
  static Endpoint parse(String argument) {
    return parse(argument.getBytes(StandardCharsets.UTF_8));
  }
}
