// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

/** The type bits of a traditional Unix mode, which are also those of the wire. */
public final class FileType {
  public static final int MASK = 0170000;
  public static final int SOCKET = 0140000;
  public static final int SYMLINK = 0120000;
  public static final int REGULAR = 0100000;
  public static final int BLOCK_DEVICE = 0060000;
  public static final int DIRECTORY = 0040000;
  public static final int CHAR_DEVICE = 0020000;
  public static final int FIFO = 0010000;

  /** Permission, set-id and sticky bits. */
  public static final int PERMISSIONS = 07777;

  private FileType() {}

  public static boolean isRegular(int mode) {
    return (mode & MASK) == REGULAR;
  }

  public static boolean isDirectory(int mode) {
    return (mode & MASK) == DIRECTORY;
  }

  public static boolean isSymlink(int mode) {
    return (mode & MASK) == SYMLINK;
  }

  /** A character or block device. */
  public static boolean isDevice(int mode) {
    int type = mode & MASK;
    return type == CHAR_DEVICE || type == BLOCK_DEVICE;
  }

  /** A fifo or a socket. */
  public static boolean isSpecial(int mode) {
    int type = mode & MASK;
    return type == FIFO || type == SOCKET;
  }

  /** Whether the type bits are one of the seven types. */
  public static boolean isKnown(int mode) {
    return isRegular(mode)
        || isDirectory(mode)
        || isSymlink(mode)
        || isDevice(mode)
        || isSpecial(mode);
  }
}
