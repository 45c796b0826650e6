// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One record of the kernel's queue for whole file systems (fanotify(7)): the directory by its
 * handle, and the name in it.
 *
 * @param mask what happened, a bit set; the kernel joins what happens to one name
 * @param directory empty handle for an overflow
 * @param name in the directory, {@code .} for the directory itself
 */
record FanotifyEvent(long mask, DirectoryKey directory, byte[] name) {
  static final long MODIFY = 0x00000002;
  static final long ATTRIB = 0x00000004;
  static final long CLOSE_WRITE = 0x00000008;
  static final long MOVED_FROM = 0x00000040;
  static final long MOVED_TO = 0x00000080;
  static final long CREATE = 0x00000100;
  static final long DELETE = 0x00000200;
  static final long DELETE_SELF = 0x00000400;
  static final long MOVE_SELF = 0x00000800;
  static final long QUEUE_OVERFLOW = 0x00004000;
  static final long ON_DIRECTORY = 0x40000000;

  /** Everything that can make a target differ. */
  static final long CHANGES =
      MODIFY
          | ATTRIB
          | CLOSE_WRITE
          | MOVED_FROM
          | MOVED_TO
          | CREATE
          | DELETE
          | DELETE_SELF
          | MOVE_SELF
          | ON_DIRECTORY;

  private static final int DIRECTORY_AND_NAME = 2;
  private static final int RECORD_HEADER = 20;

  boolean has(long bits) {
    return (mask & bits) != 0;
  }

  boolean isDirectory() {
    return has(ON_DIRECTORY);
  }

  /** Whether it is about the directory and not about a name in it. */
  boolean isSelf() {
    return name.length == 1 && name[0] == '.';
  }

  /** Decodes the records of one read, in order; the buffer is in native byte order. */
  static void decode(ByteBuffer buffer, Consumer<FanotifyEvent> to) {
    while (buffer.hasRemaining()) {
      int start = buffer.position();
      int end = start + buffer.getInt(start);
      int records = start + Short.toUnsignedInt(buffer.getShort(start + 6));
      to.accept(decode(buffer, buffer.getLong(start + 8), records, end));
      buffer.position(end);
    }
  }

  private static FanotifyEvent decode(ByteBuffer buffer, long mask, int from, int end) {
    for (int at = from; at < end; at += Short.toUnsignedInt(buffer.getShort(at + 2))) {
      if (buffer.get(at) == DIRECTORY_AND_NAME) {
        int length = buffer.getInt(at + 12);
        DirectoryKey directory =
            new DirectoryKey(
                buffer.getLong(at + 4),
                buffer.getInt(at + 16),
                bytes(buffer, at + RECORD_HEADER, length));
        return new FanotifyEvent(mask, directory, name(buffer, at + RECORD_HEADER + length, end));
      }
    }
    return new FanotifyEvent(mask, DirectoryKey.NONE, new byte[0]);
  }

  private static byte[] name(ByteBuffer buffer, int from, int end) {
    int to = from;
    while (to < end && buffer.get(to) != 0) {
      to++;
    }
    return bytes(buffer, from, to - from);
  }

  private static byte[] bytes(ByteBuffer buffer, int from, int length) {
    byte[] bytes = new byte[length];
    buffer.get(from, bytes);
    return bytes;
  }

  /**
   * A directory as the kernel names it, whatever its path.
   *
   * @param fileSystem number of the file system
   * @param type of the handle
   * @param handle that only the file system understands
   */
  record DirectoryKey(long fileSystem, int type, byte[] handle) {
    static final DirectoryKey NONE = new DirectoryKey(0, 0, new byte[0]);

    @Override
    public boolean equals(Object other) {
      return other instanceof DirectoryKey key
          && fileSystem == key.fileSystem
          && type == key.type
          && Arrays.equals(handle, key.handle);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(fileSystem) * 31 + Arrays.hashCode(handle);
    }
  }
}
