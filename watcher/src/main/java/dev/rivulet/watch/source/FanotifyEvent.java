// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One record of the kernel's queue for whole file systems (fanotify(7)).
 *
 * @param mask what happened, a bit set; the kernel joins what happens to one name
 * @param process who did it
 * @param entry what it happened to, of a rename the old name; null for an overflow and for a rename
 *     from another place that is not told
 * @param newEntry the new name of a rename, else null
 */
record FanotifyEvent(long mask, int process, Entry entry, Entry newEntry) {
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
  static final long RENAME = 0x10000000;
  static final long ON_DIRECTORY = 0x40000000;

  static final long MOVES = MOVED_FROM | MOVED_TO | RENAME;

  /** After which a file is not being written any more. */
  static final long COMPLETE = CLOSE_WRITE | DELETE | MOVES;

  private static final long ALWAYS =
      MODIFY | ATTRIB | CLOSE_WRITE | CREATE | DELETE | DELETE_SELF | MOVE_SELF | ON_DIRECTORY;

  /** Everything that can make a target differ, a rename as one event (Linux 5.17). */
  static final long CHANGES = ALWAYS | RENAME;

  /** The same, a rename as two events that cannot be joined. */
  static final long OLDER_CHANGES = ALWAYS | MOVED_FROM | MOVED_TO;

  private static final int DIRECTORY_AND_NAME = 2;
  private static final int OLD_DIRECTORY_AND_NAME = 10;
  private static final int NEW_DIRECTORY_AND_NAME = 12;
  private static final int RECORD_HEADER = 20;

  boolean has(long bits) {
    return (mask & bits) != 0;
  }

  boolean isDirectory() {
    return has(ON_DIRECTORY);
  }

  /** Decodes the records of one read, in order; the buffer is in native byte order. */
  static void decode(ByteBuffer buffer, Consumer<FanotifyEvent> to) {
    while (buffer.hasRemaining()) {
      int start = buffer.position();
      int end = start + buffer.getInt(start);
      to.accept(decode(buffer, start, end));
      buffer.position(end);
    }
  }

  private static FanotifyEvent decode(ByteBuffer buffer, int start, int end) {
    Entry entry = null;
    Entry newEntry = null;
    int at = start + Short.toUnsignedInt(buffer.getShort(start + 6));
    while (at < end) {
      int next = at + Short.toUnsignedInt(buffer.getShort(at + 2));
      switch (buffer.get(at)) {
        case DIRECTORY_AND_NAME, OLD_DIRECTORY_AND_NAME -> entry = entry(buffer, at, next);
        case NEW_DIRECTORY_AND_NAME -> newEntry = entry(buffer, at, next);
        default -> {
          // A kind of record that was not asked for.
        }
      }
      at = next;
    }
    return new FanotifyEvent(buffer.getLong(start + 8), buffer.getInt(start + 20), entry, newEntry);
  }

  private static Entry entry(ByteBuffer buffer, int at, int end) {
    int length = buffer.getInt(at + 12);
    DirectoryKey directory =
        new DirectoryKey(
            buffer.getLong(at + 4),
            buffer.getInt(at + 16),
            bytes(buffer, at + RECORD_HEADER, length));
    return new Entry(directory, name(buffer, at + RECORD_HEADER + length, end));
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
   * A name in a directory.
   *
   * @param name {@code .} for the directory itself
   */
  record Entry(DirectoryKey directory, byte[] name) {

    /** Whether it is the directory and not a name in it. */
    boolean isSelf() {
      return name.length == 1 && name[0] == '.';
    }
  }

  /**
   * A directory as the kernel names it, whatever its path.
   *
   * @param fileSystem number of the file system
   * @param type of the handle
   * @param handle that only the file system understands
   */
  record DirectoryKey(long fileSystem, int type, byte[] handle) {
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
