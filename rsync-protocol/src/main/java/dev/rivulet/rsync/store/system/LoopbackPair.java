// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;

/**
 * Makes two sockets of TCP that are connected to each other over the loopback interface, as
 * socketpair(2) does for local ones.
 */
final class LoopbackPair {
  private static final int INTERNET = 2;
  private static final int STREAM = 1;
  private static final int ADDRESS_BYTES = 16;
  private static final int LOOPBACK = 0x7f000001;
  private static final int TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int ATTEMPTS = 16;

  private LoopbackPair() {}

  /** Functions of the C library, looked up when they are first needed. */
  private static final class Calls {
    static final Posix.LibraryCall SOCKET = new Posix.LibraryCall("socket");
    static final Posix.LibraryCall BIND = new Posix.LibraryCall("bind");
    static final Posix.LibraryCall LISTEN = new Posix.LibraryCall("listen");
    static final Posix.LibraryCall NAME = new Posix.LibraryCall("getsockname");
    static final Posix.LibraryCall CONNECT = new Posix.LibraryCall("connect");
    static final Posix.LibraryCall OPTION = new Posix.LibraryCall("setsockopt");
    static final Posix.LibraryCall ACCEPT = new Posix.LibraryCall("accept4");
  }

  /**
   * Both handles, close-on-exec. Who else connects to the port while it is open is sent away.
   *
   * @throws StoreException when there is no loopback interface, or too many strangers came
   */
  static int[] connect() throws StoreException {
    ByteBuffer memory = Scratch.allocate(2 * ADDRESS_BYTES);
    int listener = socket();
    try {
      long address = Scratch.addressOf(memory);
      loopback(memory);
      Calls.BIND.require("bind", listener, address, ADDRESS_BYTES, 0);
      Calls.LISTEN.require("listen", listener, 1, 0, 0);
      name(listener, memory);
      int near = socket();
      try {
        Calls.CONNECT.require("connect", near, address, ADDRESS_BYTES, 0);
        sendWithoutDelay(near, memory);
        name(near, memory);
        return new int[] {near, accept(listener, memory.getShort(2), memory)};
      } catch (StoreException e) {
        Posix.close(near);
        throw e;
      }
    } finally {
      Posix.close(listener);
    }
  }

  private static int socket() throws StoreException {
    return Calls.SOCKET.require("socket", INTERNET, STREAM | Posix.O_CLOEXEC, 0, 0);
  }

  /** The structure sockaddr_in with any port; family in the order of this machine, others big. */
  private static void loopback(ByteBuffer memory) {
    memory.putShort(0, (short) INTERNET);
    memory.putShort(2, (short) 0);
    for (int i = 0; i < 4; i++) {
      memory.put(4 + i, (byte) (LOOPBACK >>> 24 - 8 * i));
    }
  }

  /** Turns of a dialogue must not wait for delayed acknowledgements. */
  private static void sendWithoutDelay(int socket, ByteBuffer memory) throws StoreException {
    memory.putInt(0, 1);
    Calls.OPTION.require(
        "setsockopt", socket, TCP, TCP_NODELAY, Scratch.addressOf(memory), Integer.BYTES);
  }

  /** Replaces the address in {@code memory} by the one of a socket. */
  private static void name(int socket, ByteBuffer memory) throws StoreException {
    long address = Scratch.addressOf(memory);
    memory.putInt(ADDRESS_BYTES, ADDRESS_BYTES);
    Calls.NAME.require("getsockname", socket, address, address + ADDRESS_BYTES, 0);
  }

  /** Takes the connection that comes from a port, in the order it has in an address. */
  private static int accept(int listener, short port, ByteBuffer memory) throws StoreException {
    long address = Scratch.addressOf(memory);
    for (int i = 0; i < ATTEMPTS; i++) {
      memory.putInt(ADDRESS_BYTES, ADDRESS_BYTES);
      int far =
          Calls.ACCEPT.require(
              "accept", listener, address, address + ADDRESS_BYTES, Posix.O_CLOEXEC);
      if (memory.getShort(2) == port) {
        return far;
      }
      Posix.close(far);
    }
    throw new StoreException("accept", Errno.ECONNREFUSED);
  }
}
