// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.SystemErrors;
import java.io.IOException;
import java.nio.file.Path;

/** A configuration that cannot be used: where, what is wrong, and what to do; exit code 1. */
public final class ConfigException extends RsyncException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String problem;
  private final String remedy;

  /**
   * A fault in a configuration.
   *
   * @param place {@code file:line}, or the file if the fault has no line
   * @param problem what is wrong there, without a full stop
   * @param remedy what to do about it, without a full stop
   */
  public ConfigException(String place, String problem, String remedy) {
    super(ExitCode.SYNTAX, place + ": " + problem + "; " + remedy);
    this.place = place;
    this.problem = problem;
    this.remedy = remedy;
  }

  /** The same, with the failure that led to it. */
  public ConfigException(String place, String problem, String remedy, Throwable cause) {
    this(place, problem, remedy);
    initCause(cause);
  }

  /** A file that cannot be read. */
  public static ConfigException unreadable(Path file, IOException failure) {
    return new ConfigException(
        file.toString(),
        "cannot be read: " + SystemErrors.reason(failure),
        "give the name of a file",
        failure);
  }

  /** {@code file:line}, or the file alone. */
  public String place() {
    return place;
  }

  /** What is wrong. */
  public String problem() {
    return problem;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
