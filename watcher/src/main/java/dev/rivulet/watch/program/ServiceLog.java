// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.SystemErrors;
import dev.rivulet.watch.config.ProgramSettings;
import dev.rivulet.watch.config.SyslogSettings;
import dev.rivulet.watch.log.FileLog;
import dev.rivulet.watch.log.LineForm;
import dev.rivulet.watch.log.Log;
import dev.rivulet.watch.log.SystemLog;
import dev.rivulet.watch.log.TerminalLog;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The log that settings ask for. */
public final class ServiceLog {
  private static final SyslogSettings USUAL_SYSLOG =
      new SyslogSettings("daemon", SyslogSettings.USUAL_TAG);

  private ServiceLog() {}

  /**
   * Opens the log: the file and syslog as far as they are set, else the terminal, or syslog where
   * there is none.
   *
   * @throws RsyncException (exit code 11) if the file cannot be written
   */
  public static Log open(
      ProgramSettings settings, boolean terminal, PrintStream out, PrintStream err)
      throws RsyncException {
    Clock clock = Clock.systemDefaultZone();
    List<Log> logs = new ArrayList<>();
    if (settings.logFile().isPresent()) {
      try {
        logs.add(FileLog.open(settings.logFile().get(), clock, LineForm.USUAL));
      } catch (IOException e) {
        throw new RsyncException(
            ExitCode.FILE_IO,
            "cannot write the log file " + settings.logFile().get() + ": " + SystemErrors.reason(e),
            e);
      }
    }
    settings.syslog().ifPresent(syslog -> logs.add(new SystemLog(syslog)));
    if (logs.isEmpty()) {
      logs.add(
          terminal
              ? new TerminalLog(out, err, clock, LineForm.USUAL)
              : new SystemLog(USUAL_SYSLOG));
    }
    return logs.stream().reduce(Log::both).orElseThrow();
  }
}
