// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

/** The configured user or groups cannot be used. */
public final class IdentityException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String answer;

  /**
   * @param answer what the client is told
   * @param logLine what the log says
   */
  IdentityException(String answer, String logLine) {
    super(logLine);
    this.answer = answer;
  }

  /** What the client is told behind {@code @ERROR: }. */
  public String answer() {
    return answer;
  }
}
