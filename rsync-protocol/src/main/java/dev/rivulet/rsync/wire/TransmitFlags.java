// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

/**
 * Bits in front of a file-list entry; each names the first protocol that has it where not all do.
 */
public final class TransmitFlags {
  public static final int TOP_DIR = 0x0001;
  public static final int SAME_MODE = 0x0002;

  /** Protocol 27 only; the same bit is {@link #EXTENDED_FLAGS} from 28 on. */
  public static final int SAME_RDEV = 0x0004;

  /** Protocol 28 and later, byte flags only: a second flag byte follows. */
  public static final int EXTENDED_FLAGS = 0x0004;

  public static final int SAME_UID = 0x0008;
  public static final int SAME_GID = 0x0010;
  public static final int SAME_NAME = 0x0020;
  public static final int LONG_NAME = 0x0040;
  public static final int SAME_TIME = 0x0080;

  /** Protocol 28 and later, devices (and specials up to 30). */
  public static final int SAME_RDEV_MAJOR = 0x0100;

  /** Protocol 30 and later, directories: contents are not part of the list. */
  public static final int NO_CONTENT_DIR = 0x0100;

  /** Protocol 28 and later, everything but directories. */
  public static final int HLINKED = 0x0200;

  /** Protocols 28 and 29 with {@link #HLINKED}. */
  public static final int SAME_DEV = 0x0400;

  /** Protocol 30 and later. */
  public static final int USER_NAME_FOLLOWS = 0x0400;

  /** Protocols 28 and 29, devices and specials. */
  public static final int RDEV_MINOR_8 = 0x0800;

  /** Protocol 30 and later. */
  public static final int GROUP_NAME_FOLLOWS = 0x0800;

  /** Protocol 30 and later, with {@link #HLINKED}. */
  public static final int HLINK_FIRST = 0x1000;

  /** Safe file lists only, as the exact value 0x1004. */
  public static final int IO_ERROR_ENDLIST = 0x1000;

  /** Protocol 31 and later. */
  public static final int MOD_NSEC = 0x2000;

  public static final int SAME_ATIME = 0x4000;

  /** Varint flags only. */
  public static final int CRTIME_EQ_MTIME = 0x20000;

  private TransmitFlags() {}
}
