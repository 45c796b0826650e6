// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The system calls for extended attributes (xattr(7)), all on the object a handle is of.
 *
 * <p>The calls for handles refuse those that only name an object (O_PATH), which is all there is of
 * an unreadable file, a device or a symbolic link; so the object is named as the handle's entry in
 * /proc, which leads to it and not to what has its name by now.
 */
public final class XattrCalls {

  /** The most bytes the kernel takes for a value or gives for a list of names. */
  private static final int MAX_BYTES = 64 << 10;

  private static final byte[] EMPTY = {};

  private XattrCalls() {}

  /** listxattr(2). */
  public static List<byte[]> list(int handle) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    long object = scratch.firstPath(procName(handle));
    long result =
        Posix.call(Posix.calls().listxattr(), object, scratch.transferAddress(), MAX_BYTES, 0, 0);
    int length = (int) Posix.checked("llistxattr", result);
    ByteBuffer names = scratch.transfer();
    List<byte[]> list = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < length; at++) {
      if (names.get(at) == 0) {
        byte[] name = new byte[at - start];
        names.get(start, name);
        list.add(name);
        start = at + 1;
      }
    }
    return list;
  }

  /** getxattr(2). */
  public static byte[] get(int handle, byte[] name) throws StoreException {
    return value(Posix.checked("lgetxattr", tryGet(handle, name)));
  }

  /**
   * As {@link #get}: the length of what {@link #value} then gives, or the negative error number.
   */
  public static long tryGet(int handle, byte[] name) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    long object = scratch.firstPath(procName(handle));
    long text = scratch.secondPath(name);
    return Posix.call(
        Posix.calls().getxattr(), object, text, scratch.transferAddress(), MAX_BYTES, 0);
  }

  /** What this thread's last {@link #tryGet} got. */
  public static byte[] value(long length) {
    byte[] value = length == 0 ? EMPTY : new byte[(int) length];
    Scratch.ofThread().transfer().get(0, value);
    return value;
  }

  /** setxattr(2), whether the attribute exists or not. */
  public static void set(int handle, byte[] name, byte[] value) throws StoreException {
    if (value.length > MAX_BYTES) {
      throw new StoreException("lsetxattr", Errno.E2BIG);
    }
    Scratch scratch = Scratch.ofThread();
    long object = scratch.firstPath(procName(handle));
    long text = scratch.secondPath(name);
    scratch.transfer().put(0, value);
    long result =
        Posix.call(
            Posix.calls().setxattr(), object, text, scratch.transferAddress(), value.length, 0);
    Posix.checked("lsetxattr", result);
  }

  /** removexattr(2). */
  public static void remove(int handle, byte[] name) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    long object = scratch.firstPath(procName(handle));
    long text = scratch.secondPath(name);
    Posix.checked("lremovexattr", Posix.call(Posix.calls().removexattr(), object, text, 0, 0, 0));
  }

  private static byte[] procName(int handle) {
    return ("/proc/self/fd/" + handle).getBytes(StandardCharsets.US_ASCII);
  }
}
