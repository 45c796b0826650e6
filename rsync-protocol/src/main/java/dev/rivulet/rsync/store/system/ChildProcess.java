// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.StoreException;
import java.util.List;
import java.util.OptionalInt;

/**
 * A program started with one end of a socket pair as its standard input and output; we hold the
 * other end. Standard error is ours.
 *
 * <p>What Java has for this hands out pipes, by which a daemon cannot tell that it is to serve one
 * client, and translates arguments to text and back. Arguments and environment are bytes here. Only
 * where {@link Posix#isAvailable}. Reading, writing and ending may happen in different threads;
 * asking for the status only in one.
 */
public final class ChildProcess {
  private static final int TERMINATE = 15;

  /** A status of wait(2) with these bits is that of a program that ended by itself. */
  private static final int SIGNAL_BITS = 0x7f;

  private final int id;
  private final int socket;
  private OptionalInt status = OptionalInt.empty();

  private ChildProcess(int id, int socket) {
    this.id = id;
    this.socket = socket;
  }

  /**
   * Starts a program.
   *
   * @param command the program, looked for on the PATH unless it has a slash, and its arguments
   * @param environment all of it, each {@code NAME=value}
   * @throws StoreException when the program cannot be started
   */
  public static ChildProcess start(List<byte[]> command, List<byte[]> environment)
      throws StoreException {
    return start(command, environment, ChildCalls.socketPair());
  }

  /**
   * Starts a program whose end is a socket of TCP on the loopback interface, so that it can tell
   * the address of its peer.
   *
   * @throws StoreException when the program cannot be started
   */
  public static ChildProcess startOnLoopback(List<byte[]> command, List<byte[]> environment)
      throws StoreException {
    return start(command, environment, LoopbackPair.connect());
  }

  /** Takes both handles. */
  private static ChildProcess start(List<byte[]> command, List<byte[]> environment, int[] pair)
      throws StoreException {
    try {
      int id = ProcessSpawn.start(command, environment, pair[1], pair[1]);
      return new ChildProcess(id, pair[0]);
    } catch (StoreException e) {
      Posix.close(pair[0]);
      throw e;
    } finally {
      Posix.close(pair[1]);
    }
  }

  /** The number of the process. */
  public int id() {
    return id;
  }

  /** The handle to read from and write to; {@link #close} closes it. */
  public int socket() {
    return socket;
  }

  /** Tells the program that nothing more will be written. */
  public void shutdownOutput() throws StoreException {
    ChildCalls.shutdown(socket, false);
  }

  /** Makes reading and writing end, in other threads too. */
  public void shutdown() throws StoreException {
    ChildCalls.shutdown(socket, true);
  }

  /** Closes our end; no thread may use it any more. */
  public void close() throws StoreException {
    Posix.close(socket);
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

  /** Asks the program to end, unless {@link #exitStatus} has told that it has. */
  public void terminate() throws StoreException {
    if (status.isEmpty()) {
      ChildCalls.kill(id, TERMINATE);
    }
  }
}
