// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.bench;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.SourceFile;

/** A file in memory, so that no file system is measured. */
final class MemorySource implements SourceFile {
  private static final int REGULAR = 0100644;

  private final byte[] content;

  MemorySource(byte[] content) {
    this.content = content;
  }

  @Override
  public FileAttributes attributes() {
    return new FileAttributes(REGULAR, content.length, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0);
  }

  @Override
  public int read(long position, byte[] buffer, int offset, int length) {
    if (position >= content.length) {
      return -1;
    }
    int taken = (int) Math.min(length, content.length - position);
    System.arraycopy(content, (int) position, buffer, offset, taken);
    return taken;
  }

  @Override
  public void close() {}
}
