// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;

/** A command of a module cannot be run, or has failed. The message is a line for the log. */
final class HookException extends RsyncException {
  private static final long serialVersionUID = 1L;

  HookException(ExitCode code, String line) {
    super(code, line);
  }
}
