// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;

/**
 * A source file whose read errors do not break the dialogue: the file seems to end there, and the
 * error is remembered, so that the sum behind the data can be made to fail.
 */
public final class GuardedSource implements SourceFile {
  private final SourceFile file;
  private StoreException error;

  public GuardedSource(SourceFile file) {
    this.file = file;
  }

  /** What went wrong, or null. */
  public StoreException error() {
    return error;
  }

  @Override
  public FileAttributes attributes() throws IOException {
    return file.attributes();
  }

  @Override
  public int read(long position, byte[] buffer, int offset, int length) throws IOException {
    if (error != null) {
      return -1;
    }
    try {
      return file.read(position, buffer, offset, length);
    } catch (StoreException e) {
      error = e;
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
