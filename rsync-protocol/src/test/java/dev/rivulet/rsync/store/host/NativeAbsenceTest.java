// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM of its own that cannot unpack the native library anywhere. */
class NativeAbsenceTest {

  @TempDir Path temp;

  /** What that JVM runs. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) throws IOException {
      byte[] here = ".".getBytes(UTF_8);
      System.out.println(Posix.isAvailable());
      System.out.println(!Posix.unavailableReason().isEmpty());
      try (Workspace host = HostWorkspace.toReceive();
          Workspace module =
              ModuleWorkspace.open(here, LinkPolicy.AS_ROOT, HostIdMapper.ofThread())) {
        System.out.println(host.getClass().getSimpleName());
        System.out.println(module.getClass().getSimpleName());
        System.out.println(host.stat(here, false).isDirectory());
        System.out.println(host.ids().isSuper());
      }
    }
  }

  @Test
  void fallsBackToTheFileSystemOfJavaAndLeavesNothingBehind() throws Exception {
    Process probe =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temp.resolve("none"),
                "-Djava.library.path=" + temp.resolve("none"),
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName())
            .directory(temp.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> said = new String(probe.getInputStream().readAllBytes(), UTF_8).lines().toList();

    assertThat(probe.waitFor()).isZero();
    assertThat(said)
        .containsExactly("false", "true", "NioWorkspace", "NioWorkspace", "true", "false");
    try (var left = Files.list(temp)) {
      assertThat(left).isEmpty();
    }
  }
}
