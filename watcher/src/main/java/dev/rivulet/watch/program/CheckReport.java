// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorSettings;
import dev.rivulet.watch.Pace;
import dev.rivulet.watch.config.Companion;
import dev.rivulet.watch.config.ProgramSettings;
import dev.rivulet.watch.config.WatchConfig;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Says in words what a configuration would do. */
final class CheckReport {
  private final PrintStream out;

  private CheckReport(PrintStream out) {
    this.out = out;
  }

  /** Prints a configuration: first its mirrors, then the program as a whole. */
  static void print(WatchConfig config, PrintStream out) {
    CheckReport report = new CheckReport(out);
    config.mirrors().forEach(report::mirror);
    config.companions().forEach(report::companion);
    report.program(config.settings());
    config.remarks().forEach(remark -> out.println("remark: " + remark.line()));
    out.flush();
  }

  private void mirror(Mirror mirror) {
    out.println("[" + mirror.name() + "]");
    line("source", new String(mirror.source(), StandardCharsets.UTF_8));
    mirror.targets().forEach(target -> line("target", target.toString()));
    line("compares", mirror.settings().initialPass() ? "everything at the start" : "nothing");
    line("deletes", deletions(mirror));
    line("sends", pace(mirror.settings().pace()));
    line("filters", filters(mirror.options()));
    line("watches by", mirror.settings().eventSource().name().toLowerCase(Locale.ROOT));
    line("hooks", hooks(mirror.settings()));
    out.println();
  }

  private void companion(Companion companion) {
    out.println("[" + companion.name() + "]");
    line("transfers", "nothing: commands for events");
    out.println();
  }

  private static String deletions(Mirror mirror) {
    boolean comparing = mirror.options().deletion().isOn();
    boolean later = mirror.settings().deletesLater();
    if (comparing && later) {
      return "what the source does not have";
    }
    if (comparing) {
      return "what the source does not have, only when everything is compared";
    }
    return later ? "what vanishes while it runs, and nothing else" : "nothing";
  }

  private static String pace(Pace pace) {
    if (pace.delay().isZero()) {
      return "at once";
    }
    String cut = pace.cutAt() == 0 ? "" : ", or as soon as " + pace.cutAt() + " changes wait";
    return "after " + pace.delay().toMillis() + " ms" + cut;
  }

  private static String filters(TransferOptions options) {
    int rules = options.filters().rules().size();
    return rules == 0 ? "none" : rules + (rules == 1 ? " rule" : " rules");
  }

  private static String hooks(MirrorSettings settings) {
    return settings.hooks().isEmpty() ? "none" : String.valueOf(settings.hooks().size());
  }

  private void program(ProgramSettings settings) {
    out.println("program");
    line("log", settings.logFile().map(Object::toString).orElse(terminalOrSyslog(settings)));
    settings.pidFile().ifPresent(path -> line("pid file", path.toString()));
    settings
        .statusFile()
        .ifPresent(
            path ->
                line(
                    "status file",
                    path + " every " + settings.statusInterval().toMillis() + " ms"));
    line(
        "transfers",
        settings.maxTransfers() == 0
            ? "one for each target"
            : "at most " + settings.maxTransfers() + " at one time");
  }

  private static String terminalOrSyslog(ProgramSettings settings) {
    return settings
        .syslog()
        .map(syslog -> "syslog, " + syslog.facility())
        .orElse("standard output");
  }

  private void line(String what, String text) {
    out.printf("  %-12s %s%n", what, text);
  }
}
