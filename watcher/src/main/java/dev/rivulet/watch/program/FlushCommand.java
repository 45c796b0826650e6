// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.FlushResult;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.control.ControlClient;
import dev.rivulet.watch.control.StatusText;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Set;

/** {@code rsync-watch flush}. */
final class FlushCommand extends ControlCommand {
  private static final Duration USUAL = Duration.ofMinutes(1);

  FlushCommand() {
    super("flush", "[--timeout=SECONDS] [NAME]", "wait until all changes up to now have arrived");
  }

  @Override
  Set<String> options() {
    return Set.of("timeout");
  }

  @Override
  int ask(ControlClient engine, ControlArguments arguments, PrintStream out) throws IOException {
    FlushResult result = engine.flush(arguments.name(), arguments.timeout().orElse(USUAL));
    for (TargetStatus target : result.behind()) {
      String reason = target.reason().isEmpty() ? "" : ": " + target.reason();
      out.println(target.name() + " is behind by " + StatusText.duration(target.lag()) + reason);
    }
    return result.isComplete() ? DONE : BEHIND;
  }
}
