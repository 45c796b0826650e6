// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync;

/** The peer sent something the protocol does not allow; the message names what and its value. */
public class ProtocolException extends RsyncException {
  private static final long serialVersionUID = 1L;

  /** A malformed value, exit code 2. */
  public ProtocolException(String message) {
    super(ExitCode.PROTOCOL, message);
  }

  public ProtocolException(ExitCode exitCode, String message) {
    super(exitCode, message);
  }

  /** A broken byte stream (bad frame, unexpected end), exit code 12. */
  public static ProtocolException stream(String message) {
    return new ProtocolException(ExitCode.STREAM_IO, message);
  }
}
