// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import dev.rivulet.client.ProcessArguments;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The programs of this package, by the name of the launcher that started the process. */
public final class Main {
  /** Names the descriptor on which a launcher waits for the line {@code ready}. */
  private static final String READY_DESCRIPTOR = "RIVULET_READY_FD";

  private Main() {}

  /**
   * Runs the program that the launcher is named after and ends the process; returns if it is not
   * one of these.
   *
   * @param launcher path of the launcher, empty without one
   */
  public static void runNamed(String launcher, String[] args) {
    switch (Path.of(launcher).toFile().getName()) {
      case InotifyWait.NAME -> System.exit(inotifyWait(args));
      case InotifyWatch.NAME -> System.exit(inotifyWatch(args));
      default -> {
        // Another program.
      }
    }
  }

  private static int inotifyWait(String[] args) {
    return new InotifyWait(
            System.in, new FileOutputStream(FileDescriptor.out), System.err, Main::tellLauncher)
        .run(ProcessArguments.of(args));
  }

  private static void tellLauncher() {
    String descriptor = System.getenv().getOrDefault(READY_DESCRIPTOR, "");
    if (!descriptor.matches("[0-9]{1,9}")) {
      return;
    }
    try (OutputStream ready = new FileOutputStream("/proc/self/fd/" + descriptor)) {
      ready.write("ready\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      System.err.println(InotifyWait.NAME + ": cannot tell the launcher: " + e.getMessage());
    }
  }

  private static int inotifyWatch(String[] args) {
    SignalEnd end = new SignalEnd();
    int code =
        new InotifyWatch(System.in, System.out, System.err, end::wakes)
            .run(ProcessArguments.of(args));
    end.done();
    return code;
  }
}
