// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetgroupsTest {
  @TempDir Path directory;

  /** What a JVM with files of its own in /etc runs. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] hosts) throws IOException {
      for (String host : hosts) {
        System.out.println(Netgroups.contains("trusted", host));
      }
    }
  }

  @Test
  void nobodyIsInAGroupThatIsNotKnown() throws IOException {
    assumeTrue(Netgroups.areAvailable());
    assertThat(Netgroups.contains("no-such-group-of-hosts", "localhost")).isFalse();
  }

  @Test
  void aNameThatCannotBeOneIsRefused() {
    assumeTrue(Netgroups.areAvailable());
    assertThatThrownBy(() -> Netgroups.contains("a\0b", "localhost"))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void findsTheHostsThatTheSystemHasInAGroup() throws Exception {
    assumeTrue(Netgroups.areAvailable());
    Namespaces.requireThat(withOwnMounts("true").waitFor() == 0, "mounts of one's own");
    Files.writeString(directory.resolve("nsswitch.conf"), "netgroup: files\n");
    Files.writeString(
        directory.resolve("netgroup"), "trusted (one,,) more\nmore (two.example,root,)\n");
    String etc =
        "mkdir old && mount --rbind /etc old && mount -t tmpfs none /etc && ln -s $PWD/old/* /etc"
            + " && rm -f /etc/netgroup /etc/nsswitch.conf && cp netgroup nsswitch.conf /etc && ";

    Process process =
        withOwnMounts(
            etc + "exec \"$@\"",
            System.getProperty("java.home") + "/bin/java",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Probe.class.getName(),
            "one",
            "two.example",
            "three");

    String answers = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(answers.lines()).containsExactly("true", "true", "false");
  }

  /** A shell whose mounts nobody else sees. */
  private Process withOwnMounts(String script, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "--map-root-user", "sh", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
