// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import com.github.luben.zstd.util.Native;

/** The native half of zstd, loaded once for the whole program when somebody first asks. */
final class ZstdLibrary {
  private static final boolean LOADABLE = load();

  private ZstdLibrary() {}

  static boolean isLoadable() {
    return LOADABLE;
  }

  private static boolean load() {
    try {
      Native.load();
      return true;
    } catch (LinkageError | RuntimeException e) {
      System.getLogger(ZstdLibrary.class.getName())
          .log(System.Logger.Level.DEBUG, "zstd is not offered", e);
      return false;
    }
  }
}
