// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.PathReport;
import dev.rivulet.watch.PathState;
import dev.rivulet.watch.control.ControlClient;
import dev.rivulet.watch.control.StatusText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code rsync-watch why}. */
final class WhyCommand extends ControlCommand {
  WhyCommand() {
    super("why", "PATH", "what is known about a file: excluded, waiting, failing, confirmed");
  }

  @Override
  int ask(ControlClient engine, ControlArguments arguments, PrintStream out)
      throws IOException, ControlArguments.UsageException {
    if (arguments.operands().isEmpty()) {
      throw new ControlArguments.UsageException("a path is needed");
    }
    List<PathReport> reports = engine.why(absolute(arguments.operands().get(0)));
    if (reports.isEmpty()) {
      out.println("below no source");
      return BEHIND;
    }
    Instant now = Instant.now();
    reports.forEach(report -> out.println(line(report, now)));
    return reports.stream().allMatch(WhyCommand::isSettled) ? DONE : BEHIND;
  }

  /** The engine's current directory may be another one. */
  private static byte[] absolute(byte[] path) throws IOException {
    if (path.length > 0 && path[0] == '/') {
      return path;
    }
    try (Workspace here = LocalFiles.currentDirectory().open()) {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      joined.writeBytes(here.startingDirectory());
      joined.write('/');
      joined.writeBytes(path);
      return joined.toByteArray();
    }
  }

  private static boolean isSettled(PathReport report) {
    return report.state() == PathState.CONFIRMED
        || report.state() == PathState.UNCHANGED
        || report.state() == PathState.EXCLUDED;
  }

  private static String line(PathReport report, Instant now) {
    String age =
        report
            .since()
            .map(since -> ", " + StatusText.duration(Duration.between(since, now)) + " ago")
            .orElse("");
    String detail = report.detail().isEmpty() ? "" : ": " + report.detail();
    return report.target() + ": " + words(report.state()) + age + detail;
  }

  private static String words(PathState state) {
    return switch (state) {
      case EXCLUDED -> "excluded";
      case SENDING -> "on its way";
      case FAILING -> "failing";
      case WAITING -> "waiting";
      case CLASHING -> "one name at the target with another file";
      case HELD -> "gone, and its deletion held";
      case CONFIRMED -> "confirmed";
      case UNPROVEN -> "not compared yet";
      case UNCHANGED -> "unchanged since the last comparison";
    };
  }
}
