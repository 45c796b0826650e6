// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * Datagrams to local sockets, which Java does not have: what the system log and the service manager
 * listen on. Only where {@link Posix#isAvailable}.
 */
public final class LocalDatagrams {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;

  /** Neither a signal nor a wait. */
  private static final int MSG_NOSIGNAL_DONTWAIT = 0x4000 | 0x40;

  private static final int PATH_OFFSET = 2;

  /** Of the name in struct sockaddr_un, with its NUL. */
  private static final int LONGEST_PATH = 108;

  private LocalDatagrams() {}

  /** Functions of the C library, looked up when the first datagram is sent. */
  private static final class Calls {
    static final Posix.LibraryCall SOCKET = new Posix.LibraryCall("socket");
    static final Posix.LibraryCall CONNECT = new Posix.LibraryCall("connect");
    static final Posix.LibraryCall SEND = new Posix.LibraryCall("send");
  }

  /**
   * Sends one datagram, or nothing if the other end is not taking any at the moment.
   *
   * @param address of the socket: a path, or a name in the abstract name space with {@code @} in
   *     place of its leading NUL
   * @throws StoreException if nobody listens there, EAGAIN if there is no room for the datagram
   */
  public static void send(byte[] address, byte[] message) throws StoreException {
    if (address.length == 0 || address.length >= LONGEST_PATH) {
      throw new StoreException("connect", Errno.ENAMETOOLONG);
    }
    boolean isAbstract = address[0] == '@';
    int nameBytes = PATH_OFFSET + address.length + (isAbstract ? 0 : 1);
    ByteBuffer memory = Scratch.allocate(nameBytes + message.length);
    memory.putShort(0, (short) AF_UNIX);
    memory.put(PATH_OFFSET, address);
    if (isAbstract) {
      memory.put(PATH_OFFSET, (byte) 0);
    }
    memory.put(nameBytes, message);
    long name = Scratch.addressOf(memory);
    int handle = Calls.SOCKET.require("socket", AF_UNIX, SOCK_DGRAM | Posix.O_CLOEXEC, 0, 0);
    try {
      Calls.CONNECT.require("connect", handle, name, nameBytes, 0);
      Calls.SEND.require("send", handle, name + nameBytes, message.length, MSG_NOSIGNAL_DONTWAIT);
    } finally {
      Posix.close(handle);
      Reference.reachabilityFence(memory);
    }
  }
}
