// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.Administrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Real mounts for tests; who may not mount skips them. */
public final class Mounts {
  private Mounts() {}

  public static void tmpfs(Path at) throws Exception {
    mount("-t", "tmpfs", "-o", "size=1m", "none", at.toString());
  }

  public static void bind(Path from, Path at) throws Exception {
    mount("--bind", from.toString(), at.toString());
  }

  /** One of those file systems that do not tell of all changes. */
  public static void overlay(Path lower, Path at, Path work) throws Exception {
    Path upper = Files.createDirectories(work.resolve("overlay/upper"));
    Path scratch = Files.createDirectories(work.resolve("overlay/work"));
    String options = "lowerdir=" + lower + ",upperdir=" + upper + ",workdir=" + scratch;
    mount("-t", "overlay", "-o", options, "none", at.toString());
  }

  /** Nothing may hold it, but for a moment after an event. */
  public static void unmount(Path at) throws Exception {
    int tries = 0;
    while (run("umount", at.toString()) != 0) {
      assertThat(++tries).as("tries to unmount " + at).isLessThan(50);
      Thread.sleep(20);
    }
  }

  private static void mount(String... words) throws Exception {
    Administrator.require();
    String[] command = new String[words.length + 1];
    command[0] = "mount";
    System.arraycopy(words, 0, command, 1, words.length);
    assertThat(run(command)).as(String.join(" ", command)).isZero();
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
