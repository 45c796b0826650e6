// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a configuration says about the program as a whole.
 *
 * @param logFile where lines go; without it to syslog if that is asked for, else to standard output
 * @param logChanges whether every confirmed change has a line
 * @param syslog how lines go to the system log
 * @param pidFile held and locked while the program runs
 * @param statusFile rewritten while the program runs
 * @param statusInterval the least time between two writes of it; zero for at once
 * @param foreground whether the program stays with the terminal that started it
 * @param insist whether a target that cannot be reached at the start is tried again; else the
 *     program ends
 * @param controlSocket where the commands of {@code rsync-watch} reach the program; its usual place
 *     if there is none
 * @param stateDirectory where journals and locks are kept; the usual place if there is none
 * @param maxTransfers transfers at one time over all mirrors; 0 for no limit
 */
public record ProgramSettings(
    Optional<Path> logFile,
    boolean logChanges,
    Optional<SyslogSettings> syslog,
    Optional<Path> pidFile,
    Optional<Path> statusFile,
    Duration statusInterval,
    boolean foreground,
    boolean insist,
    Optional<Path> controlSocket,
    Optional<Path> stateDirectory,
    int maxTransfers) {
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);

  /** Settings in which nothing is set: foreground is off, insist is on. */
  public static Builder builder() {
    return new Builder();
  }

  /** These settings, to be changed. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.logFile = logFile;
    builder.logChanges = logChanges;
    builder.syslog = syslog;
    builder.pidFile = pidFile;
    builder.statusFile = statusFile;
    builder.statusInterval = statusInterval;
    builder.foreground = foreground;
    builder.insist = insist;
    builder.controlSocket = controlSocket;
    builder.stateDirectory = stateDirectory;
    builder.maxTransfers = maxTransfers;
    return builder;
  }

  /** Collects settings; not safe for several threads. */
  public static final class Builder {
    private Optional<Path> logFile = Optional.empty();
    private boolean logChanges = true;
    private Optional<SyslogSettings> syslog = Optional.empty();
    private Optional<Path> pidFile = Optional.empty();
    private Optional<Path> statusFile = Optional.empty();
    private Duration statusInterval = USUAL_INTERVAL;
    private boolean foreground;
    private boolean insist = true;
    private Optional<Path> controlSocket = Optional.empty();
    private Optional<Path> stateDirectory = Optional.empty();
    private int maxTransfers;

    private Builder() {}

    public Builder logFile(Path value) {
      logFile = Optional.of(value);
      return this;
    }

    /** True unless set. */
    public Builder logChanges(boolean value) {
      logChanges = value;
      return this;
    }

    public Builder syslog(SyslogSettings value) {
      syslog = Optional.of(value);
      return this;
    }

    public Builder pidFile(Path value) {
      pidFile = Optional.of(value);
      return this;
    }

    public Builder statusFile(Path value) {
      statusFile = Optional.of(value);
      return this;
    }

    /** Ten seconds unless set. */
    public Builder statusInterval(Duration value) {
      statusInterval = value;
      return this;
    }

    public Builder foreground(boolean value) {
      foreground = value;
      return this;
    }

    /** True unless set. */
    public Builder insist(boolean value) {
      insist = value;
      return this;
    }

    public Builder controlSocket(Path value) {
      controlSocket = Optional.of(value);
      return this;
    }

    public Builder stateDirectory(Path value) {
      stateDirectory = Optional.of(value);
      return this;
    }

    /** 0, without limit, unless set. */
    public Builder maxTransfers(int value) {
      maxTransfers = value;
      return this;
    }

    public ProgramSettings build() {
      return new ProgramSettings(
          logFile,
          logChanges,
          syslog,
          pidFile,
          statusFile,
          statusInterval,
          foreground,
          insist,
          controlSocket,
          stateDirectory,
          maxTransfers);
    }
  }
}
