// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.Closeable;
import java.io.IOException;

/** An open file to read from, at any position. Owned by one thread unless it says otherwise. */
public interface SourceFile extends Closeable {

  /** A file without bytes, for a missing basis. */
  SourceFile NONE =
      new SourceFile() {
        @Override
        public FileAttributes attributes() {
          return FileAttributes.MISSING;
        }

        @Override
        public int read(long position, byte[] buffer, int offset, int length) {
          return -1;
        }

        @Override
        public void close() {}
      };

  /** The attributes of the open file itself, at the time it was opened. */
  FileAttributes attributes() throws IOException;

  /**
   * Reads up to {@code length} bytes; fewer only at the end of the file.
   *
   * @return the number of bytes read, or -1 at or behind the end
   */
  int read(long position, byte[] buffer, int offset, int length) throws IOException;

  @Override
  void close() throws IOException;
}
