// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

/** What the server decided for both ends (protocol 30 and later), one bit each. */
public record CompatFlags(int bits) {
  public static final int INC_RECURSE = 0x001;
  public static final int SYMLINK_TIMES = 0x002;
  public static final int SYMLINK_ICONV = 0x004;
  public static final int SAFE_FLIST = 0x008;
  public static final int AVOID_XATTR_OPTIM = 0x010;
  public static final int CHKSUM_SEED_FIX = 0x020;
  public static final int INPLACE_PARTIAL = 0x040;
  public static final int VARINT_FLIST_FLAGS = 0x080;
  public static final int ID0_NAMES = 0x100;

  public boolean has(int bit) {
    return (bits & bit) != 0;
  }
}
