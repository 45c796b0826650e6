// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/** Reads lines of limited length. Owned by one thread. */
final class LineReader {
  private final ReadableByteChannel in;
  private final int longest;
  private final ByteBuffer buffer = ByteBuffer.allocate(4096).limit(0);

  /**
   * @param longest bytes of a line without its end
   */
  LineReader(ReadableByteChannel in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /**
   * The next line without its end; empty when there are no more. A last line that was not ended is
   * not a line: nobody knows whether all of it arrived.
   *
   * @throws ControlException if it is too long
   */
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      while (buffer.hasRemaining()) {
        byte b = buffer.get();
        if (b == '\n') {
          return Optional.of(line.toByteArray());
        }
        if (line.size() == longest) {
          throw new ControlException("a line is longer than " + longest + " bytes");
        }
        line.write(b);
      }
      buffer.clear();
      int read = in.read(buffer);
      buffer.flip();
      if (read < 0) {
        return Optional.empty();
      }
    }
  }
}
