// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.host.HostWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorLinksTest {
  private static final List<String> OWN_USERS =
      List.of("unshare", "-r", "--mount", "--pid", "--fork", "--mount-proc");

  @TempDir Path directory;

  /** What a JVM runs where root's links seem to belong to nobody, unless root runs the test. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) throws IOException {
      int handle = open(arguments[0], Posix.openDirectory());
      for (String descriptors : List.of("/proc/self/fd/", "/dev/fd/")) {
        try (Workspace workspace = HostWorkspace.toReceive()) {
          String path = descriptors + handle + "/file";
          System.out.println(workspace.stat(path.getBytes(UTF_8), true).isRegular());
        }
      }
    }
  }

  @Test
  void areThoseOfThisProcessOnly() throws IOException {
    int handle = open(directory.toString(), Posix.openDirectory());
    try {
      for (String link : List.of("/proc/self", "/proc/self/fd/" + handle)) {
        assertThat(isOne(link)).as(link).isTrue();
      }
      for (String text : List.of("/proc/self", "/proc/self/fd", "/proc/self/fd/" + handle)) {
        Path planted = directory.resolve("planted");
        Files.createSymbolicLink(planted, Path.of(text));
        assertThat(isOne(planted.toString())).as(text).isFalse();
        Files.delete(planted);
      }
      assertThat(isOne("/proc/self/cwd")).isFalse();
    } finally {
      Posix.close(handle);
    }
  }

  @Test
  void leadToWhatIsOpenInAUserNamespace() throws Exception {
    Namespaces.requireThat(run(OWN_USERS, "true").waitFor() == 0, "users of one's own");
    Files.writeString(directory.resolve("file"), "text");

    Process process =
        run(
            OWN_USERS,
            System.getProperty("java.home") + "/bin/java",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Probe.class.getName(),
            directory.toString());

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).lines())
        .containsExactly("true", "true");
    assertThat(process.waitFor()).isZero();
  }

  private static Process run(List<String> launcher, String... words) throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static boolean isOne(String path) throws IOException {
    int link = open(path, Posix.openNoFollow());
    try {
      return DescriptorLinks.isOne(link);
    } finally {
      Posix.close(link);
    }
  }

  private static int open(String path, int flags) throws IOException {
    return Posix.openat(Posix.AT_FDCWD, path.getBytes(UTF_8), Posix.O_PATH | flags, 0);
  }
}
