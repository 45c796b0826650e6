// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.options.ProcessWords;
import java.time.Clock;

/** Starts the live mirror as a process of its own, {@code rsync-watch}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    WatchProgram program =
        new WatchProgram(System.getenv(), System.out, System.err, Clock.systemDefaultZone());
    Thread end = new Thread(Main::endAsRsyncDoes, "rsync-watch-end");
    Runtime.getRuntime().addShutdownHook(end);
    ExitCode code = program.run(ProcessWords.of(args));
    Runtime.getRuntime().removeShutdownHook(end);
    System.exit(code.code());
  }

  /** A signal ends the process with rsync's code for signals, where the JVM has 143. */
  private static void endAsRsyncDoes() {
    Runtime.getRuntime().halt(ExitCode.SIGNAL.code());
  }
}
