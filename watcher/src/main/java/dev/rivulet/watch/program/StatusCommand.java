// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.WatcherStatus;
import dev.rivulet.watch.control.ControlClient;
import dev.rivulet.watch.control.StatusJson;
import dev.rivulet.watch.control.StatusText;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Set;

/** {@code rsync-watch status}. */
final class StatusCommand extends ControlCommand {
  StatusCommand() {
    super("status", "[--json] [NAME]", "how every target stands, and how far it lags behind");
  }

  @Override
  Set<String> options() {
    return Set.of("json");
  }

  @Override
  int ask(ControlClient engine, ControlArguments arguments, PrintStream out) throws IOException {
    WatcherStatus status = engine.status(arguments.name());
    if (arguments.json()) {
      StatusJson.write(status, out);
      out.println();
    } else {
      out.print(StatusText.of(status, Instant.now()));
    }
    return status.isWell() ? DONE : BEHIND;
  }
}
