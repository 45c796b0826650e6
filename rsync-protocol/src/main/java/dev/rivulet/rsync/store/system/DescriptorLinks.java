// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.StoreException;
import java.nio.charset.StandardCharsets;

/**
 * The links by which the system names what this process has open: those in {@code /proc/self/fd},
 * and the ones that lead there (proc(5)). Nobody else can plant them, but in a user namespace they
 * may seem to belong to nobody.
 */
public final class DescriptorLinks {
  private static final int PROC_SUPER_MAGIC = 0x9fa0;

  private DescriptorLinks() {}

  /** Bound when first used. */
  private static final class Functions {
    static final Posix.LibraryCall FSTATFS = new Posix.LibraryCall("fstatfs");
  }

  /**
   * Whether a symbolic link is one of them; no, where that cannot be found out.
   *
   * @param link its handle, opened with O_PATH and O_NOFOLLOW
   */
  public static boolean isOne(int link) {
    try {
      return leadsToDescriptors(link);
    } catch (StoreException withoutProc) {
      return false;
    }
  }

  private static boolean leadsToDescriptors(int link) throws StoreException {
    String place = text(Posix.AT_FDCWD, "/proc/self/fd/" + link);
    if (place.matches("/dev/(fd|stdin|stdout|stderr)")) {
      return text(link, "").matches("/proc/self/fd(/[012])?");
    }
    boolean named =
        place.equals("/proc/self")
            || place.matches("/proc/" + text(Posix.AT_FDCWD, "/proc/self") + "/fd/[0-9]+");
    return named && isInProc(link);
  }

  private static String text(int directory, String link) throws StoreException {
    byte[] name = link.getBytes(StandardCharsets.US_ASCII);
    return new String(Posix.readlinkat(directory, name), StandardCharsets.ISO_8859_1);
  }

  private static boolean isInProc(int handle) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    Functions.FSTATFS.require("fstatfs", handle, scratch.resultAddress(), 0, 0);
    return scratch.memory().getLong(Scratch.resultOffset()) == PROC_SUPER_MAGIC;
  }
}
