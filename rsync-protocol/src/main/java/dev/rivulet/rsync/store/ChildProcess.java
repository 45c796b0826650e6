// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.nio.ByteBuffer;
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
  private static final int POINTER = 8;

  /** More than any C library needs for its list of file actions. */
  private static final int FILE_ACTIONS = 1024;

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

  /** Functions of the C library, looked up when the first child is started. */
  private static final class Spawn {
    static final Posix.LibraryCall INITIALIZE =
        new Posix.LibraryCall("posix_spawn_file_actions_init");
    static final Posix.LibraryCall DUPLICATE =
        new Posix.LibraryCall("posix_spawn_file_actions_adddup2");
    static final Posix.LibraryCall CLOSE_FROM =
        new Posix.LibraryCall("posix_spawn_file_actions_addclosefrom_np");
    static final Posix.LibraryCall DESTROY =
        new Posix.LibraryCall("posix_spawn_file_actions_destroy");
    static final Posix.LibraryCall START = new Posix.LibraryCall("posix_spawnp");
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
    int[] pair = Posix.socketPair();
    try {
      int id = spawn(pair[1], new Words(command), new Words(environment));
      return new ChildProcess(id, pair[0]);
    } catch (StoreException e) {
      Posix.close(pair[0]);
      throw e;
    } finally {
      Posix.close(pair[1]);
    }
  }

  private static int spawn(int socket, Words command, Words environment) throws StoreException {
    ByteBuffer memory = Scratch.allocate(POINTER + FILE_ACTIONS);
    long id = Scratch.addressOf(memory);
    long actions = id + POINTER;
    checked(Spawn.INITIALIZE.invoke(actions, 0, 0, 0, 0));
    try {
      checked(Spawn.DUPLICATE.invoke(actions, socket, 0, 0, 0));
      checked(Spawn.DUPLICATE.invoke(actions, socket, 1, 0, 0));
      if (Spawn.CLOSE_FROM.exists()) {
        checked(Spawn.CLOSE_FROM.invoke(actions, 3, 0, 0, 0));
      }
      checked(
          Spawn.START.invoke(
              id, command.firstWord(), actions, 0, command.pointers(), environment.pointers()));
      return memory.getInt(0);
    } finally {
      Spawn.DESTROY.invoke(actions, 0, 0, 0, 0);
    }
  }

  /** These functions return the error number. */
  private static void checked(int errno) throws StoreException {
    if (errno != 0) {
      throw new StoreException("posix_spawn", Errno.of(errno));
    }
  }

  /** The handle to read from and write to; {@link #close} closes it. */
  public int socket() {
    return socket;
  }

  /** Tells the program that nothing more will be written. */
  public void shutdownOutput() throws StoreException {
    Posix.shutdown(socket, false);
  }

  /** Makes reading and writing end, in other threads too. */
  public void shutdown() throws StoreException {
    Posix.shutdown(socket, true);
  }

  /** Closes our end; no thread may use it any more. */
  public void close() throws StoreException {
    Posix.close(socket);
  }

  /** How the program ended: its exit status, or 128 and the signal; nothing while it runs. */
  public OptionalInt exitStatus() throws StoreException {
    if (status.isEmpty()) {
      int bits = Posix.childStatus(id);
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
      Posix.kill(id, TERMINATE);
    }
  }

  /** Words in native memory, with the array of pointers that ends with a null pointer. */
  private static final class Words {
    private final ByteBuffer memory;
    private final long address;
    private final int texts;

    Words(List<byte[]> words) throws StoreException {
      texts = POINTER * (words.size() + 1);
      int size = texts;
      for (byte[] word : words) {
        size += word.length + 1;
      }
      memory = Scratch.allocate(size);
      address = Scratch.addressOf(memory);
      int at = texts;
      for (int i = 0; i < words.size(); i++) {
        byte[] word = requireNoNul(words.get(i));
        memory.putLong(POINTER * i, address + at);
        memory.put(at, word);
        at += word.length + 1;
      }
    }

    long pointers() {
      return address;
    }

    long firstWord() {
      return address + texts;
    }

    private static byte[] requireNoNul(byte[] word) throws StoreException {
      for (byte b : word) {
        if (b == 0) {
          throw new StoreException("posix_spawn", Errno.EINVAL);
        }
      }
      return word;
    }
  }
}
