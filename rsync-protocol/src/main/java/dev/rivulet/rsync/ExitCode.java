// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync;

/**
 * The exit values of rsync with the texts it prints for them (rsync(1), section EXIT VALUES).
 *
 * <p>Scripts test the numbers and people search for the texts, so both are kept to the letter.
 */
public enum ExitCode {
  OK(0, "success"),
  SYNTAX(1, "syntax or usage error"),
  PROTOCOL(2, "protocol incompatibility"),
  FILE_SELECT(3, "errors selecting input/output files, dirs"),
  UNSUPPORTED(4, "requested action not supported"),
  START_CLIENT(5, "error starting client-server protocol"),
  SOCKET_IO(10, "error in socket IO"),
  FILE_IO(11, "error in file IO"),
  STREAM_IO(12, "error in rsync protocol data stream"),
  MESSAGE_IO(13, "errors with program diagnostics"),
  IPC(14, "error in IPC code"),
  CRASHED(15, "sibling process crashed"),
  TERMINATED(16, "sibling process terminated abnormally"),
  SIGNAL_USR1(19, "received SIGUSR1"),
  SIGNAL(20, "received SIGINT, SIGTERM, or SIGHUP"),
  WAIT_CHILD(21, "waitpid() failed"),
  MALLOC(22, "error allocating core memory buffers"),
  PARTIAL(23, "some files/attrs were not transferred (see previous errors)"),
  VANISHED(24, "some files vanished before they could be transferred"),
  DELETE_LIMIT(25, "the --max-delete limit stopped deletions"),
  TIMEOUT(30, "timeout in data send/receive"),
  CONNECT_TIMEOUT(35, "timeout waiting for daemon connection"),
  COMMAND_FAILED(124, "remote shell failed"),
  COMMAND_KILLED(125, "remote shell killed"),
  COMMAND_NOT_RUN(126, "remote command could not be run"),
  COMMAND_NOT_FOUND(127, "remote command not found"),
  /** What ssh ends with when it cannot do its work; rsync has no text of its own for it. */
  SHELL_FAILED(255, "unexplained error");

  private final int code;
  private final String text;

  ExitCode(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** The number a process exits with. */
  public int code() {
    return code;
  }

  /** The text rsync prints before {@code (code N)}. */
  public String text() {
    return text;
  }

  /**
   * The constant for a number received from a peer or a child process.
   *
   * @return the constant, or {@link #STREAM_IO} for a number rsync does not define
   */
  public static ExitCode of(int code) {
    for (ExitCode value : values()) {
      if (value.code == code) {
        return value;
      }
    }
    return STREAM_IO;
  }
}
