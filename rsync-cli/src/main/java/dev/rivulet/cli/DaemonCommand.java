// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.daemon.DaemonProgram;
import dev.rivulet.rsync.ExitCode;
import java.util.List;

/** {@code --daemon}: hands over to the daemon, whose classes are loaded only then. */
final class DaemonCommand {
  private DaemonCommand() {}

  static ExitCode run(List<byte[]> words) {
    return new DaemonProgram(System.getenv(), System.out, System.err).run(words);
  }
}
