// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A remote shell that is a program of this machine, called as {@code WORDS [-l USER] HOST COMMAND}
 * (rsync(1), option --rsh).
 */
public final class ProgramShell implements RemoteShell {

  /** What rsync uses unless told otherwise. */
  public static final String USUAL = "ssh";

  private final byte[] commandLine;
  private final int addressFamily;

  /**
   * A shell.
   *
   * @param commandLine program and options, split at spaces outside of quotes; when there is no
   *     word in it, or a quote is not closed, the first run fails with exit code 1
   * @param addressFamily 4 or 6 to make ssh use it, 0 for either
   */
  public ProgramShell(byte[] commandLine, int addressFamily) {
    this.commandLine = commandLine.clone();
    this.addressFamily = addressFamily;
  }

  /** The usual shell with nothing but its name. */
  static ProgramShell ssh() {
    return new ProgramShell(bytes(USUAL), 0);
  }

  @Override
  public RemoteCommand run(
      String user, String host, List<byte[]> command, Map<String, String> environment)
      throws IOException {
    if (host.startsWith("-")) {
      throw new RsyncException(
          ExitCode.SYNTAX, "Invalid remote host: hostnames may not start with '-'.");
    }
    List<byte[]> line = line(user, host, command);
    requireNative();
    try {
      return ChildConnection.start(line, ProcessArguments.environment(environment), host);
    } catch (StoreException e) {
      Errno errno = e.errno();
      String program = new String(line.get(0), StandardCharsets.UTF_8);
      throw new RsyncException(
          ExitCode.IPC,
          "Failed to exec " + program + ": " + errno.text() + " (" + errno.number() + ")",
          e);
    }
  }

  static void requireNative() throws RsyncException {
    if (!Posix.isAvailable()) {
      throw new RsyncException(
          ExitCode.UNSUPPORTED, "rsync: cannot start programs here: " + Posix.unavailableReason());
    }
  }

  @Override
  public List<byte[]> line(String user, String host, List<byte[]> command) throws RsyncException {
    List<byte[]> words = ShellWords.split(commandLine);
    List<byte[]> line = new ArrayList<>(words);
    if (!user.isEmpty() && !(isDaemon(command) && namesUser(words))) {
      line.add(bytes("-l"));
      line.add(bytes(user));
    }
    if (addressFamily != 0 && isSsh(words.get(0))) {
      line.add(bytes("-" + addressFamily));
    }
    line.add(bytes(host));
    line.addAll(command);
    return line;
  }

  /** For a daemon the user may be one of its own, while the shell's is among our words. */
  private static boolean isDaemon(List<byte[]> command) {
    return command.size() > 2 && Arrays.equals(command.get(2), bytes("--daemon"));
  }

  private static boolean namesUser(List<byte[]> words) {
    for (byte[] word : words) {
      if (word.length >= 2 && word[0] == '-' && word[1] == 'l') {
        return true;
      }
    }
    return false;
  }

  private static boolean isSsh(byte[] word) {
    String program = new String(word, StandardCharsets.ISO_8859_1);
    return program.substring(program.lastIndexOf('/') + 1).equals(USUAL);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
