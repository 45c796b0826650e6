// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;

/**
 * The numbers a serving sender sends when its part is done, and a recording has from any sender.
 *
 * @param bytesRead what the server had read from this client
 * @param bytesWritten what it had written to it
 */
public record ServerStats(
    long bytesRead, long bytesWritten, long totalSize, long listBuildMillis, long listSendMillis) {

  private static final int FIRST_PROTOCOL_WITH_TIMES = 29;

  public static final ServerStats NONE = new ServerStats(-1, -1, 0, 0, 0);

  public boolean arePresent() {
    return bytesRead >= 0;
  }

  public void write(int protocol, WireOutput out) throws IOException {
    out.writeVarlong30(protocol, bytesRead, 3);
    out.writeVarlong30(protocol, bytesWritten, 3);
    out.writeVarlong30(protocol, totalSize, 3);
    if (protocol >= FIRST_PROTOCOL_WITH_TIMES) {
      out.writeVarlong30(protocol, listBuildMillis, 3);
      out.writeVarlong30(protocol, listSendMillis, 3);
    }
  }

  public static ServerStats read(int protocol, WireInput in) throws IOException {
    long read = in.readVarlong30(protocol, 3);
    long written = in.readVarlong30(protocol, 3);
    long size = in.readVarlong30(protocol, 3);
    boolean timed = protocol >= FIRST_PROTOCOL_WITH_TIMES;
    return new ServerStats(
        read,
        written,
        size,
        timed ? in.readVarlong30(protocol, 3) : 0,
        timed ? in.readVarlong30(protocol, 3) : 0);
  }
}
