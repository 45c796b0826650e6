// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.List;

/** Starts programs with posix_spawn(3): arguments and environment are bytes. */
final class ProcessSpawn {
  private static final int POINTER = 8;
  private static final int STANDARD_ERROR = 2;

  /** More than any C library needs for its list of file actions. */
  private static final int FILE_ACTIONS = 1024;

  /** The same for its attributes of a new process. */
  private static final int ATTRIBUTES = 1024;

  /** {@code POSIX_SPAWN_SETPGROUP}. */
  private static final int SET_GROUP = 2;

  private ProcessSpawn() {}

  /** Functions of the C library, looked up when the first program is started. */
  private static final class Calls {
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

  /** Looked up when the first program with a process group of its own is started. */
  private static final class AttributeCalls {
    static final Posix.LibraryCall INITIALIZE = new Posix.LibraryCall("posix_spawnattr_init");
    static final Posix.LibraryCall SET_FLAGS = new Posix.LibraryCall("posix_spawnattr_setflags");
    static final Posix.LibraryCall SET_GROUP = new Posix.LibraryCall("posix_spawnattr_setpgroup");
    static final Posix.LibraryCall DESTROY = new Posix.LibraryCall("posix_spawnattr_destroy");
  }

  /**
   * Starts a program. Its standard error is ours, and it has no other descriptors than those three.
   *
   * @param command the program, looked for on the PATH unless it has a slash, and its arguments
   * @param environment all of it, each {@code NAME=value}
   * @param input handle of what it finds as its standard input
   * @param output handle of what it finds as its standard output
   * @return its process id
   * @throws StoreException when the program cannot be started
   */
  static int start(List<byte[]> command, List<byte[]> environment, int input, int output)
      throws StoreException {
    return start(command, environment, input, output, STANDARD_ERROR, 0);
  }

  /**
   * As {@link #start}, but the program leads a process group of its own, which what it starts is in
   * too.
   *
   * @param error handle of what it finds as its standard error
   */
  static int startGroup(
      List<byte[]> command, List<byte[]> environment, int input, int output, int error)
      throws StoreException {
    ByteBuffer memory = Scratch.allocate(ATTRIBUTES);
    long attributes = Scratch.addressOf(memory);
    checked(AttributeCalls.INITIALIZE.invoke(attributes, 0, 0, 0, 0));
    try {
      checked(AttributeCalls.SET_FLAGS.invoke(attributes, SET_GROUP, 0, 0, 0));
      checked(AttributeCalls.SET_GROUP.invoke(attributes, 0, 0, 0, 0));
      return start(command, environment, input, output, error, attributes);
    } finally {
      AttributeCalls.DESTROY.invoke(attributes, 0, 0, 0, 0);
      Reference.reachabilityFence(memory);
    }
  }

  private static int start(
      List<byte[]> command,
      List<byte[]> environment,
      int input,
      int output,
      int error,
      long attributes)
      throws StoreException {
    Words words = new Words(command);
    Words variables = new Words(environment);
    ByteBuffer memory = Scratch.allocate(POINTER + FILE_ACTIONS);
    long id = Scratch.addressOf(memory);
    long actions = id + POINTER;
    checked(Calls.INITIALIZE.invoke(actions, 0, 0, 0, 0));
    try {
      checked(Calls.DUPLICATE.invoke(actions, input, 0, 0, 0));
      checked(Calls.DUPLICATE.invoke(actions, output, 1, 0, 0));
      checked(Calls.DUPLICATE.invoke(actions, error, STANDARD_ERROR, 0, 0));
      if (Calls.CLOSE_FROM.exists()) {
        checked(Calls.CLOSE_FROM.invoke(actions, 3, 0, 0, 0));
      }
      checked(
          Calls.START.invoke(
              id, words.firstWord(), actions, attributes, words.pointers(), variables.pointers()));
      return memory.getInt(0);
    } finally {
      Calls.DESTROY.invoke(actions, 0, 0, 0, 0);
    }
  }

  /** These functions return the error number. */
  private static void checked(int errno) throws StoreException {
    if (errno != 0) {
      throw new StoreException("posix_spawn", Errno.of(errno));
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
