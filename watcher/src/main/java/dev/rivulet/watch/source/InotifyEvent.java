// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One record of the kernel's event queue (inotify(7)).
 *
 * @param descriptor the watch, -1 for an overflow
 * @param mask what happened, a bit set
 * @param cookie joins the two halves of a move, 0 otherwise
 * @param name in the watched directory, empty for the directory itself
 */
public record InotifyEvent(int descriptor, int mask, int cookie, byte[] name) {
  public static final int MODIFY = 0x00000002;
  public static final int ATTRIB = 0x00000004;
  public static final int CLOSE_WRITE = 0x00000008;
  public static final int MOVED_FROM = 0x00000040;
  public static final int MOVED_TO = 0x00000080;
  public static final int CREATE = 0x00000100;
  public static final int DELETE = 0x00000200;
  public static final int DELETE_SELF = 0x00000400;
  public static final int MOVE_SELF = 0x00000800;
  public static final int UNMOUNT = 0x00002000;
  public static final int QUEUE_OVERFLOW = 0x00004000;
  public static final int IGNORED = 0x00008000;
  public static final int ONLY_DIRECTORY = 0x01000000;
  public static final int DONT_FOLLOW = 0x02000000;
  public static final int IS_DIRECTORY = 0x40000000;

  /**
   * Everything that can make a target differ. Files that are open without a name count (no
   * IN_EXCL_UNLINK), since they may have been given one after they were opened.
   */
  public static final int CHANGES =
      MODIFY
          | ATTRIB
          | CLOSE_WRITE
          | MOVED_FROM
          | MOVED_TO
          | CREATE
          | DELETE
          | DELETE_SELF
          | MOVE_SELF
          | ONLY_DIRECTORY
          | DONT_FOLLOW;

  private static final int HEADER = 16;

  public boolean has(int bits) {
    return (mask & bits) != 0;
  }

  public boolean isDirectory() {
    return has(IS_DIRECTORY);
  }

  /** Decodes the records of one read, in order; the buffer is in native byte order. */
  public static void decode(ByteBuffer buffer, Consumer<InotifyEvent> to) {
    while (buffer.remaining() >= HEADER) {
      int descriptor = buffer.getInt();
      int mask = buffer.getInt();
      int cookie = buffer.getInt();
      byte[] padded = new byte[buffer.getInt()];
      buffer.get(padded);
      to.accept(new InotifyEvent(descriptor, mask, cookie, unpadded(padded)));
    }
  }

  private static byte[] unpadded(byte[] padded) {
    int length = 0;
    while (length < padded.length && padded[length] != 0) {
      length++;
    }
    return Arrays.copyOf(padded, length);
  }
}
