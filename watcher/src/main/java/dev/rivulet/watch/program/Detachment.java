// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.ChildEnvironment;
import dev.rivulet.rsync.store.system.ChildProcess;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.ProcessSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Going to the background. A JVM cannot fork, so the program is started a second time with the same
 * command line: the first one waits until the second can serve, shows what it says until then, and
 * ends with its exit code if it fails.
 */
public final class Detachment {
  private static final String READY = "ready";
  private static final long PAUSE_NANOS = 1_000_000;

  private Detachment() {}

  /** Whether this process is the one in the background, which another one has started. */
  public static boolean isDetached() {
    return Readiness.isAwaited();
  }

  /**
   * Starts this program again, in the background, and waits until it can serve.
   *
   * @param out shows what it writes to standard output until then
   * @return what this process is to exit with: 0, or the exit code of a program that failed
   * @throws RsyncException (exit code 4) where that cannot be done
   */
  public static int startAgain(PrintStream out) throws IOException {
    if (!Posix.isAvailable()) {
      throw new RsyncException(
          ExitCode.UNSUPPORTED, "cannot go to the background here: " + Posix.unavailableReason());
    }
    List<byte[]> command = new ArrayList<>();
    command.add(bytes(Files.readSymbolicLink(Path.of("/proc/self/exe")).toString()));
    command.addAll(ownArguments());
    List<byte[]> environment = ChildEnvironment.with(Map.of(Readiness.DESCRIPTOR, bytes("1")));
    ChildProcess child = ChildProcess.start(command, environment);
    try {
      return awaitReady(child, out) ? 0 : exitStatus(child);
    } finally {
      child.close();
    }
  }

  /** Leaves the terminal of whoever has started this process; the streams stay for a while. */
  public static void leaveTerminal() {
    try {
      ProcessSession.begin();
    } catch (StoreException e) {
      // A launcher has begun the session.
      System.getLogger(Detachment.class.getName())
          .log(System.Logger.Level.DEBUG, "in a session already", e);
    }
  }

  /** Tells that this program can serve, and lets go of the streams. */
  public static void complete() throws IOException {
    Readiness.tell();
    ProcessSession.closeStandardStreams();
  }

  private static List<byte[]> ownArguments() throws IOException {
    byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
    List<byte[]> words = new ArrayList<>();
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    for (byte b : line) {
      if (b == 0) {
        words.add(word.toByteArray());
        word.reset();
      } else {
        word.write(b);
      }
    }
    return words.subList(1, words.size());
  }

  /** Passes on every line up to the one that says so; false if it does not come. */
  private static boolean awaitReady(ChildProcess child, PrintStream out) throws StoreException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] one = new byte[1];
    while (Posix.read(child.socket(), one, 0, 1) > 0) {
      if (one[0] != '\n') {
        line.write(one[0]);
      } else if (line.toString(StandardCharsets.ISO_8859_1).equals(READY)) {
        return true;
      } else {
        line.write('\n');
        out.write(line.toByteArray(), 0, line.size());
        line.reset();
      }
    }
    out.write(line.toByteArray(), 0, line.size());
    out.flush();
    return false;
  }

  private static int exitStatus(ChildProcess child) throws StoreException {
    while (child.exitStatus().isEmpty()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return child.exitStatus().getAsInt();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
