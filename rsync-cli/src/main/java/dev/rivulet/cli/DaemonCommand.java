// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.ExitCode;
import java.util.List;

/** {@code --daemon}: hands over to the daemon, whose classes are loaded only then. */
final class DaemonCommand {
  private DaemonCommand() {}

  static ExitCode run(List<byte[]> words, Console console) {
    console.error("rsync: --daemon: " + words.size() + " arguments: use rsyncd");
    return ExitCode.UNSUPPORTED;
  }
}
