// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The names of --files-from on the wire: each with a NUL behind it, then an empty one.
 *
 * <p>Up to protocol 30 they are not framed, even where everything around them is.
 */
public final class NameListCodec {
  /** No list is larger than this. */
  private static final int MOST_BYTES = 256 << 20;

  private static final int LAST_UNFRAMED_PROTOCOL = 30;

  private NameListCodec() {}

  public static boolean isFramed(int protocol) {
    return protocol > LAST_UNFRAMED_PROTOCOL;
  }

  public static void write(List<byte[]> names, WireOutput out) throws IOException {
    for (byte[] name : names) {
      if (name.length > 0) {
        out.writeBytes(name);
        out.writeByte(0);
      }
    }
    out.writeByte(0);
    out.flush();
  }

  /**
   * Reads a list.
   *
   * @throws ProtocolException for a name no path can have, or more names than can be kept
   */
  static List<byte[]> read(WireInput in) throws IOException {
    List<byte[]> names = new ArrayList<>();
    byte[] name = new byte[WireLimits.MAX_PATH];
    int total = 0;
    int length = 0;
    while (true) {
      int next = in.readByte();
      if (next != 0) {
        if (length == name.length) {
          throw new ProtocolException("overflow: files-from name length=" + (length + 1));
        }
        name[length++] = (byte) next;
      } else if (length == 0) {
        return names;
      } else {
        total += length;
        if (total > MOST_BYTES) {
          throw new ProtocolException("overflow: files-from list length=" + total);
        }
        names.add(Arrays.copyOf(name, length));
        length = 0;
      }
    }
  }
}
