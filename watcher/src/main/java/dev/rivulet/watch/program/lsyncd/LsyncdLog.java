// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import dev.rivulet.rsync.store.SystemErrors;
import dev.rivulet.watch.action.ActionLog;
import dev.rivulet.watch.config.ProgramSettings;
import dev.rivulet.watch.log.FileLog;
import dev.rivulet.watch.log.LineForm;
import dev.rivulet.watch.log.Log;
import dev.rivulet.watch.log.SystemLog;
import dev.rivulet.watch.log.TerminalLog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A log in lsyncd's form: {@code Fri Nov 20 21:28:28 2026 Normal: text} in a file, {@code 21:28:28
 * Normal: text} at a terminal, {@code Normal, text} in the system log. Safe for several threads.
 */
final class LsyncdLog implements Log, ActionLog {
  private static final LineForm IN_FILE = form("EEE MMM ppd HH:mm:ss uuuu");
  private static final LineForm AT_TERMINAL = form("HH:mm:ss");

  private final LogChoice choice;
  private final Optional<Log> file;
  private final Optional<Log> system;
  private final Optional<Log> terminal;

  private LsyncdLog(
      LogChoice choice, Optional<Log> file, Optional<Log> system, Optional<Log> terminal) {
    this.choice = choice;
    this.file = file;
    this.system = system;
    this.terminal = terminal;
  }

  /**
   * Opens the log.
   *
   * @param foreground whether every line is shown at the terminal too
   * @throws IOException if the file cannot be written
   */
  static LsyncdLog open(
      ProgramSettings settings,
      LogChoice choice,
      boolean foreground,
      PrintStream out,
      PrintStream err)
      throws IOException {
    Clock clock = Clock.systemDefaultZone();
    Optional<Log> file = Optional.empty();
    if (settings.logFile().isPresent()) {
      file = Optional.of(openFile(settings.logFile().get(), clock));
    }
    return new LsyncdLog(
        choice,
        file,
        settings.syslog().map(SystemLog::new),
        foreground ? Optional.of(new TerminalLog(out, err, clock, AT_TERMINAL)) : Optional.empty());
  }

  private static Log openFile(Path path, Clock clock) throws IOException {
    try {
      return FileLog.open(path, clock, IN_FILE);
    } catch (IOException e) {
      throw new IOException("Cannot open logfile [" + path + "]! " + SystemErrors.reason(e), e);
    }
  }

  private static LineForm form(String pattern) {
    DateTimeFormatter time = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    return (now, level, text) -> now.format(time) + " " + text;
  }

  @Override
  public void log(String category, String text) {
    if (!choice.shows(category)) {
      return;
    }
    Level level = category.equals(LogChoice.ERROR) ? Level.PROBLEM : Level.NORMAL;
    file.ifPresent(log -> log.write(level, category + ": " + text));
    system.ifPresent(log -> log.write(level, category + ", " + text));
    terminal.ifPresent(log -> log.write(level, category + ": " + text));
  }

  /** A line of ours, without a category. */
  @Override
  public void write(Level level, String text) {
    log(level == Level.PROBLEM ? LogChoice.WARN : LogChoice.NORMAL, text);
  }

  @Override
  public void reopen() {
    file.ifPresent(Log::reopen);
  }

  @Override
  public void close() {
    file.ifPresent(Log::close);
    system.ifPresent(Log::close);
  }
}
