// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.nio;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** An open file of a {@link NioFileTree}. */
final class NioSourceFile implements SourceFile {

  private final SeekableByteChannel channel;
  private final FileAttributes attributes;

  NioSourceFile(SeekableByteChannel channel, FileAttributes attributes) {
    this.channel = channel;
    this.attributes = attributes;
  }

  @Override
  public FileAttributes attributes() {
    return attributes;
  }

  @Override
  public int read(long position, byte[] buffer, int offset, int length) throws StoreException {
    return NioFailure.translated(
        "read",
        () -> {
          ByteBuffer wanted = ByteBuffer.wrap(buffer, offset, length);
          channel.position(position);
          int got = 0;
          while (wanted.hasRemaining() && got >= 0) {
            got = channel.read(wanted);
          }
          int done = length - wanted.remaining();
          return done == 0 && length > 0 ? -1 : done;
        });
  }

  @Override
  public void close() throws StoreException {
    NioFailure.translated(
        "close",
        () -> {
          channel.close();
          return null;
        });
  }
}
