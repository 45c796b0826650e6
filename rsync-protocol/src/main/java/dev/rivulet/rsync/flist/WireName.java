// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.store.TreePath;
import java.util.Arrays;

/**
 * Names from a peer made clean: slashes squeezed, {@code .} components and a trailing slash
 * dropped, ended at a NUL. What could lead out of the transfer is refused.
 */
final class WireName {
  private WireName() {}

  /**
   * Cleans a name.
   *
   * @param relative whether one leading slash may stay (--relative)
   * @return the clean name; empty if there was none, {@code .} or {@code /.} for the root
   * @throws ProtocolException (exit code 4) for a {@code ..} component or a wrong leading slash
   */
  static byte[] clean(byte[] wire, int wireLength, boolean relative) throws ProtocolException {
    int end = indexOf(wire, wireLength, (byte) 0);
    if (isClean(wire, end)) {
      return Arrays.copyOf(wire, end);
    }
    boolean absolute = end > 0 && wire[0] == '/';
    if (absolute && !relative) {
      throw unsafe(wire, end);
    }
    byte[] clean = new byte[end + 2];
    int length = absolute ? 1 : 0;
    if (absolute) {
      clean[0] = '/';
    }
    int bare = length;
    for (int start = 0; start < end; ) {
      int stop = start;
      while (stop < end && wire[stop] != '/') {
        stop++;
      }
      if (isDots(wire, start, stop, 2)) {
        throw unsafe(wire, end);
      }
      if (stop > start && !isDots(wire, start, stop, 1)) {
        if (length > bare) {
          clean[length++] = '/';
        }
        System.arraycopy(wire, start, clean, length, stop - start);
        length += stop - start;
      }
      start = stop + 1;
    }
    if (length == bare && end > 0) {
      clean[length++] = '.';
    }
    return Arrays.copyOf(clean, length);
  }

  /** The common case: no component that begins with a dot, no empty one. */
  private static boolean isClean(byte[] name, int end) {
    boolean atStart = true;
    for (int i = 0; i < end; i++) {
      byte b = name[i];
      if (atStart && (b == '.' || b == '/')) {
        return false;
      }
      atStart = b == '/';
    }
    return !atStart || end == 0;
  }

  private static boolean isDots(byte[] name, int start, int stop, int count) {
    if (stop - start != count) {
      return false;
    }
    for (int i = start; i < stop; i++) {
      if (name[i] != '.') {
        return false;
      }
    }
    return true;
  }

  private static int indexOf(byte[] name, int length, byte wanted) {
    for (int i = 0; i < length; i++) {
      if (name[i] == wanted) {
        return i;
      }
    }
    return length;
  }

  private static ProtocolException unsafe(byte[] name, int length) {
    return new ProtocolException(
        ExitCode.UNSUPPORTED,
        "ABORTING due to unsafe pathname from sender: "
            + TreePath.escape(Arrays.copyOf(name, length)));
  }
}
