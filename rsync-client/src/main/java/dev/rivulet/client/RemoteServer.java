// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.options.ArgumentStyle;
import java.nio.charset.StandardCharsets;

/**
 * How a client starts servers on other machines.
 *
 * @param shell what runs the command there
 * @param program rsync there, which the shell may split into words
 * @param style how the command's arguments get there
 */
public record RemoteServer(RemoteShell shell, byte[] program, ArgumentStyle style) {

  private static final byte[] USUAL_PROGRAM = "rsync".getBytes(StandardCharsets.US_ASCII);

  /** Servers whose program is found by its name. */
  public RemoteServer(RemoteShell shell, ArgumentStyle style) {
    this(shell, USUAL_PROGRAM, style);
  }

  /** The same program with another shell in front. */
  public RemoteServer withShell(RemoteShell other) {
    return new RemoteServer(other, program, style);
  }

  /** By ssh, with arguments that arrive as they are. */
  static RemoteServer bySsh() {
    return new RemoteServer(ProgramShell.ssh(), ArgumentStyle.QUOTED);
  }
}
