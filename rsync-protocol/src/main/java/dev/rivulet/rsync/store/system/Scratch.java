// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import com.kenai.jffi.MemoryIO;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A thread's own native memory for the arguments and results of one system call, so that a call
 * allocates nothing. Freed when the thread is gone.
 */
public final class Scratch {

  /** Longest path in one call with its NUL; longer ones fail with ENAMETOOLONG as in the kernel. */
  public static final int PATH_BYTES = 4096;

  private static final int FIRST_PATH = 0;
  private static final int SECOND_PATH = PATH_BYTES;
  private static final int RESULT = 2 * PATH_BYTES;
  private static final int RESULT_BYTES = 4096;
  private static final int TRANSFER_BYTES = 128 << 10;

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private final ByteBuffer memory = allocate(RESULT + RESULT_BYTES);
  private final long address = addressOf(memory);
  private ByteBuffer transfer;
  private long transferAddress;

  private Scratch() {}

  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  static long addressOf(ByteBuffer direct) {
    return MemoryIO.getInstance().getDirectBufferAddress(direct);
  }

  /** Puts a path where it stays until the next first path, and returns its address. */
  long firstPath(byte[] path) throws StoreException {
    return put(FIRST_PATH, path, 0, path.length);
  }

  /** As {@link #firstPath(byte[])} for a part of an array. */
  long firstPath(byte[] path, int from, int to) throws StoreException {
    return put(FIRST_PATH, path, from, to);
  }

  /** As {@link #firstPath(byte[])} for calls with two paths. */
  long secondPath(byte[] path) throws StoreException {
    return put(SECOND_PATH, path, 0, path.length);
  }

  private long put(int at, byte[] path, int from, int to) throws StoreException {
    int length = to - from;
    if (length >= PATH_BYTES) {
      throw new StoreException("path", Errno.ENAMETOOLONG);
    }
    for (int i = from; i < to; i++) {
      if (path[i] == 0) {
        throw new StoreException("path", Errno.EINVAL);
      }
    }
    memory.put(at, path, from, length);
    memory.put(at + length, (byte) 0);
    return address + at;
  }

  /** 4096 bytes for a small structure or a result, at {@link #resultAddress}. */
  ByteBuffer memory() {
    return memory;
  }

  /** Where the result area begins in {@link #memory}. */
  static int resultOffset() {
    return RESULT;
  }

  static int resultBytes() {
    return RESULT_BYTES;
  }

  long resultAddress() {
    return address + RESULT;
  }

  /** 128 KiB to carry file contents and directory listings through. */
  ByteBuffer transfer() {
    if (transfer == null) {
      transfer = allocate(TRANSFER_BYTES);
      transferAddress = addressOf(transfer);
    }
    return transfer;
  }

  long transferAddress() {
    transfer();
    return transferAddress;
  }
}
