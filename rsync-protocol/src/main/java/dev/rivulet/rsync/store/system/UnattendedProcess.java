// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.StoreException;
import java.util.List;
import java.util.OptionalInt;

/**
 * A program that nobody talks to while it runs: it finds a file as its standard input, and its
 * standard output and error are ours. It leads a process group of its own, so that it can be ended
 * together with what it has started.
 *
 * <p>Arguments and environment are bytes. Only where {@link Posix#isAvailable}. Used by one thread
 * at a time, which asks for the {@link #exitStatus} until there is one.
 */
public final class UnattendedProcess {
  private static final int TERMINATE = 15;
  private static final int KILL = 9;
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;
  private static final int READ_AND_WRITE = 2;
  private static final byte[] NULL_DEVICE = {'/', 'd', 'e', 'v', '/', 'n', 'u', 'l', 'l'};

  /** A status of wait(2) with these bits is that of a program that ended by itself. */
  private static final int SIGNAL_BITS = 0x7f;

  private final int id;
  private OptionalInt status = OptionalInt.empty();

  private UnattendedProcess(int id) {
    this.id = id;
  }

  /**
   * Starts a program.
   *
   * @param command the program, looked for on the PATH unless it has a slash, and its arguments
   * @param environment all of it, each {@code NAME=value}
   * @param input path of the file it reads, {@code /dev/null} for none
   * @throws StoreException when the file cannot be opened or the program cannot be started
   */
  public static UnattendedProcess start(
      List<byte[]> command, List<byte[]> environment, byte[] input) throws StoreException {
    int handle = Posix.openat(Posix.AT_FDCWD, input, Posix.O_CLOEXEC, 0);
    try {
      return new UnattendedProcess(
          ProcessSpawn.startGroup(command, environment, handle, STANDARD_OUTPUT, STANDARD_ERROR));
    } finally {
      Posix.close(handle);
    }
  }

  /**
   * Starts a program that has nothing to read and whose output and errors nobody sees.
   *
   * @throws StoreException when the program cannot be started
   */
  public static UnattendedProcess startSilent(List<byte[]> command, List<byte[]> environment)
      throws StoreException {
    int none = Posix.openat(Posix.AT_FDCWD, NULL_DEVICE, READ_AND_WRITE | Posix.O_CLOEXEC, 0);
    try {
      return new UnattendedProcess(ProcessSpawn.startGroup(command, environment, none, none, none));
    } finally {
      Posix.close(none);
    }
  }

  /** How the program ended: its exit status, or 128 and the signal; nothing while it runs. */
  public OptionalInt exitStatus() throws StoreException {
    if (status.isEmpty()) {
      int bits = ChildCalls.childStatus(id);
      if (bits >= 0) {
        int signal = bits & SIGNAL_BITS;
        status = OptionalInt.of(signal == 0 ? bits >> 8 & 0xff : 128 + signal);
      }
    }
    return status;
  }

  /**
   * Ends the program and all it has started, unless {@link #exitStatus} has told that it has ended.
   *
   * @param forcibly without leave to tidy up
   */
  public void end(boolean forcibly) throws StoreException {
    if (status.isEmpty()) {
      ChildCalls.kill(-id, forcibly ? KILL : TERMINATE);
    }
  }
}
