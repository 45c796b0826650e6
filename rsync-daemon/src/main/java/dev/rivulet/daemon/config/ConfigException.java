// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;

/** A configuration that cannot be used at all; the message says where and why. */
public final class ConfigException extends RsyncException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(ExitCode.SYNTAX, message);
  }
}
