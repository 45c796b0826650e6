// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A directory that no path may lead out of, whoever owns the links on its way (rsync(1), option
 * --confine-root). Judges where an open handle is, not how its path is written. Immutable.
 */
final class PathBound {
  /** Everything is inside. */
  static final PathBound NONE = new PathBound(new byte[0]);

  private final byte[] directory;

  /**
   * @param directory absolute and without links, empty for no bound
   */
  private PathBound(byte[] directory) {
    this.directory = directory;
  }

  /**
   * The bound a directory makes; none for the root of the system.
   *
   * @param path absolute
   * @throws StoreException when there is no such directory
   */
  static PathBound at(byte[] path) throws StoreException {
    int handle = Posix.openat(Posix.AT_FDCWD, path, Posix.O_PATH | Posix.openDirectory(), 0);
    try {
      byte[] place = place(handle);
      return place.length == 1 ? NONE : new PathBound(place);
    } finally {
      Posix.close(handle);
    }
  }

  private static byte[] place(int handle) throws StoreException {
    byte[] link = ("/proc/self/fd/" + handle).getBytes(StandardCharsets.US_ASCII);
    return Posix.readlinkat(Posix.AT_FDCWD, link);
  }

  /**
   * Lets a handle pass.
   *
   * @throws StoreException (ELOOP) if it is outside; it is closed then
   */
  int require(int handle) throws StoreException {
    if (directory.length > 0 && !contains(place(handle))) {
      Posix.close(handle);
      throw new StoreException("open", Errno.ELOOP);
    }
    return handle;
  }

  private boolean contains(byte[] place) {
    int length = directory.length;
    return place.length >= length
        && Arrays.equals(place, 0, length, directory, 0, length)
        && (place.length == length || place[length] == '/');
  }
}
