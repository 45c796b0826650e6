// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

/** Device numbers as protocol 27 sends them: the 32-bit {@code dev_t} of Linux. */
final class OldDeviceNumber {
  private OldDeviceNumber() {}

  static int encode(int major, int minor) {
    return minor & 0xff | (major & 0xfff) << 8 | (minor & 0xfff00) << 12;
  }

  static int major(int raw) {
    return raw >>> 8 & 0xfff;
  }

  static int minor(int raw) {
    return raw & 0xff | raw >>> 12 & 0xfff00;
  }
}
