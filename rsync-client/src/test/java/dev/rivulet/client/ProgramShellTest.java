// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramShellTest {
  private static final List<byte[]> SERVER = words("rsync", "--server", ".", "dir");
  private static final List<byte[]> DAEMON = words("rsync", "--server", "--daemon", ".");

  @Test
  void putsHostInFrontOfTheCommand() throws RsyncException {
    assertThat(line("ssh", 0, "", SERVER)).isEqualTo("ssh host rsync --server . dir");
  }

  @Test
  void namesTheUser() throws RsyncException {
    assertThat(line("rsh -x", 0, "me", SERVER)).isEqualTo("rsh -x -l me host rsync --server . dir");
  }

  @Test
  void leavesTheUserOfADaemonToTheShellsOwnOptions() throws RsyncException {
    assertThat(line("ssh -l you", 0, "me", DAEMON))
        .isEqualTo("ssh -l you host rsync --server --daemon .");
    assertThat(line("ssh -l you", 0, "me", SERVER))
        .isEqualTo("ssh -l you -l me host rsync --server . dir");
  }

  @Test
  void tellsOnlySshTheAddressFamily() throws RsyncException {
    assertThat(line("/usr/bin/ssh", 6, "", SERVER)).startsWith("/usr/bin/ssh -6 host");
    assertThat(line("/usr/bin/rsh", 6, "", SERVER)).startsWith("/usr/bin/rsh host");
  }

  @Test
  void refusesAHostThatLooksLikeAnOption() {
    ProgramShell shell = new ProgramShell("ssh".getBytes(UTF_8), 0);
    assertThatThrownBy(() -> shell.run("", "-oProxyCommand=x", SERVER, Map.of()))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SYNTAX));
  }

  @Test
  void tellsWhenTheShellIsMissing() {
    ProgramShell shell = new ProgramShell("/nonexistent/ssh".getBytes(UTF_8), 0);
    assertThatThrownBy(() -> shell.run("", "host", SERVER, Map.of()))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.IPC))
        .hasMessage("Failed to exec /nonexistent/ssh: No such file or directory (2)");
  }

  private static String line(String shell, int family, String user, List<byte[]> command)
      throws RsyncException {
    List<String> line = new ArrayList<>();
    for (byte[] word :
        new ProgramShell(shell.getBytes(UTF_8), family).line(user, "host", command)) {
      line.add(new String(word, UTF_8));
    }
    return String.join(" ", line);
  }

  private static List<byte[]> words(String... words) {
    List<byte[]> bytes = new ArrayList<>();
    for (String word : words) {
      bytes.add(word.getBytes(UTF_8));
    }
    return bytes;
  }
}
