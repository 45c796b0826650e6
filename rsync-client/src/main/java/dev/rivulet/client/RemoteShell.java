// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Runs a command on another machine: ssh, or whatever else {@code --rsh} names, or a library. Safe
 * for several threads.
 */
@FunctionalInterface
public interface RemoteShell {

  /**
   * Starts a command.
   *
   * @param user who is to run it, empty for nobody in particular
   * @param command the words of the command, in which the other machine's shell acts upon what is
   *     not escaped
   * @param environment variables for the local program that carries the command, if there is one
   * @throws dev.rivulet.rsync.RsyncException (exit code 14) when it cannot be started
   */
  RemoteCommand run(String user, String host, List<byte[]> command, Map<String, String> environment)
      throws IOException;

  /**
   * The words of the local command that {@link #run} starts, as {@code --debug=CMD} shows them.
   *
   * @throws dev.rivulet.rsync.RsyncException if they cannot be told
   */
  default List<byte[]> line(String user, String host, List<byte[]> command) throws RsyncException {
    return command;
  }
}
