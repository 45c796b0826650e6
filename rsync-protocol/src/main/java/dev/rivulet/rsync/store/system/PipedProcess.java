// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.StoreException;
import java.util.List;

/**
 * A program with a pipe to its standard input and, if wanted, one from its standard output; its
 * standard error is ours. What a shell would call {@code ours | program | ours}.
 *
 * <p>Arguments and environment are bytes. Only where {@link Posix#isAvailable}. Used by one thread
 * at a time, which should {@link #waitForEnd} of it.
 */
public final class PipedProcess {
  private static final int CLOSED = -1;

  private final int id;
  private int input;
  private int output;

  private PipedProcess(int id, int input, int output) {
    this.id = id;
    this.input = input;
    this.output = output;
  }

  /**
   * Starts a program whose output is read here.
   *
   * @param command the program, looked for on the PATH unless it has a slash, and its arguments
   * @param environment all of it, each {@code NAME=value}
   */
  public static PipedProcess start(List<byte[]> command, List<byte[]> environment)
      throws StoreException {
    int[] output = ChildCalls.pipe();
    try {
      PipedProcess started = start(command, environment, output[1]);
      started.output = output[0];
      return started;
    } catch (StoreException e) {
      Posix.close(output[0]);
      throw e;
    } finally {
      Posix.close(output[1]);
    }
  }

  /**
   * Starts a program whose output goes elsewhere.
   *
   * @param output a handle, which stays open
   */
  public static PipedProcess start(List<byte[]> command, List<byte[]> environment, int output)
      throws StoreException {
    int[] input = ChildCalls.pipe();
    try {
      return new PipedProcess(
          ProcessSpawn.start(command, environment, input[0], output), input[1], CLOSED);
    } catch (StoreException e) {
      Posix.close(input[1]);
      throw e;
    } finally {
      Posix.close(input[0]);
    }
  }

  /**
   * Writes to the program's input.
   *
   * @throws StoreException for a program that does not read any more, with the errno EPIPE
   */
  public void write(byte[] bytes) throws StoreException {
    Posix.write(input, bytes, 0, bytes.length);
  }

  /** Lets the program find the end of its input; may be called again. */
  public void closeInput() throws StoreException {
    int handle = input;
    input = CLOSED;
    if (handle != CLOSED) {
      Posix.close(handle);
    }
  }

  /** Reads what the program wrote: how many bytes, 0 at the end. */
  public int read(byte[] buffer) throws StoreException {
    return Posix.read(output, buffer, 0, buffer.length);
  }

  /**
   * Closes the pipes and waits for the program to end.
   *
   * @return its status as wait(2) has it
   */
  public int waitForEnd() throws StoreException {
    closePipes();
    return ChildCalls.waitForChild(id);
  }

  private void closePipes() throws StoreException {
    closeInput();
    int handle = output;
    output = CLOSED;
    if (handle != CLOSED) {
      Posix.close(handle);
    }
  }
}
