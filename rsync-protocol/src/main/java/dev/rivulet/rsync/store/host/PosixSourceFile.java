// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;

/** An open regular file of a {@link PosixFileTree}; any thread may read, one at a time. */
final class PosixSourceFile implements SourceFile {

  private final int handle;
  private final FileAttributes attributes;
  private boolean closed;

  PosixSourceFile(int handle, FileAttributes attributes) {
    this.handle = handle;
    this.attributes = attributes;
  }

  @Override
  public FileAttributes attributes() {
    return attributes;
  }

  @Override
  public int read(long position, byte[] buffer, int offset, int length) throws StoreException {
    if (closed) {
      throw new StoreException("read", Errno.EBADF);
    }
    int done = Posix.pread(handle, position, attributes.size(), buffer, offset, length);
    return done == 0 && length > 0 ? -1 : done;
  }

  @Override
  public void close() throws StoreException {
    if (!closed) {
      closed = true;
      Posix.close(handle);
    }
  }
}
