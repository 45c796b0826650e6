// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

/** Bits of an item record (protocol 29 and later): what differs and what will be done about it. */
public final class ItemFlags {
  public static final int REPORT_ATIME = 0x0001;
  public static final int REPORT_CHANGE = 0x0002;

  /** Size of a regular file; for symlinks the same bit means {@link #REPORT_TIMEFAIL}. */
  public static final int REPORT_SIZE = 0x0004;

  public static final int REPORT_TIMEFAIL = 0x0004;
  public static final int REPORT_TIME = 0x0008;
  public static final int REPORT_PERMS = 0x0010;
  public static final int REPORT_OWNER = 0x0020;
  public static final int REPORT_GROUP = 0x0040;
  public static final int REPORT_ACL = 0x0080;
  public static final int REPORT_XATTR = 0x0100;
  public static final int REPORT_CRTIME = 0x0400;
  public static final int BASIS_TYPE_FOLLOWS = 0x0800;
  public static final int XNAME_FOLLOWS = 0x1000;
  public static final int IS_NEW = 0x2000;
  public static final int LOCAL_CHANGE = 0x4000;
  public static final int TRANSFER = 0x8000;

  /**
   * What differs is not known, as before protocol 29 only requests travel. Never on the wire: it is
   * for those who show an item.
   */
  public static final int UNKNOWN = 0x10000;

  /** Everything that describes a change, as opposed to how it is made. */
  public static final int SIGNIFICANT =
      0xffff & ~(BASIS_TYPE_FOLLOWS | XNAME_FOLLOWS | LOCAL_CHANGE);

  private ItemFlags() {}
}
