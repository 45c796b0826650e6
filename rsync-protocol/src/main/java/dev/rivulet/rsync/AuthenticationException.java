// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync;

/** A daemon refused the user, or the digests of both ends have nothing in common. */
public class AuthenticationException extends RsyncException {
  private static final long serialVersionUID = 1L;

  public AuthenticationException(ExitCode exitCode, String message) {
    super(exitCode, message);
  }
}
