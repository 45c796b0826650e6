// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.nio;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;

/** The error numbers behind the exceptions of java.nio.file. */
final class NioFailure {

  private NioFailure() {}

  /** One call of java.nio.file. */
  interface Call<T> {
    T make() throws IOException;
  }

  /** Makes a call; whatever it throws comes as a {@link StoreException}. */
  static <T> T translated(String operation, Call<T> call) throws StoreException {
    try {
      return call.make();
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException(operation, errno(e));
    } catch (UnsupportedOperationException e) {
      boolean readOnly = e instanceof ReadOnlyFileSystemException;
      throw new StoreException(operation, readOnly ? Errno.EROFS : Errno.EOPNOTSUPP);
    } catch (ClosedFileSystemException e) {
      throw new StoreException(operation, Errno.EBADF);
    }
  }

  private static Errno errno(IOException e) {
    if (e instanceof NoSuchFileException) {
      return Errno.ENOENT;
    }
    if (e instanceof FileAlreadyExistsException) {
      return Errno.EEXIST;
    }
    if (e instanceof NotDirectoryException) {
      return Errno.ENOTDIR;
    }
    if (e instanceof DirectoryNotEmptyException) {
      return Errno.ENOTEMPTY;
    }
    if (e instanceof AccessDeniedException) {
      return Errno.EACCES;
    }
    if (e instanceof NotLinkException) {
      return Errno.EINVAL;
    }
    if (e instanceof FileSystemLoopException) {
      return Errno.ELOOP;
    }
    if (e instanceof ClosedChannelException) {
      return Errno.EBADF;
    }
    return byText(e instanceof FileSystemException f ? f.getReason() : e.getMessage());
  }

  /** The default file system passes on the text of the system's error. */
  private static Errno byText(String text) {
    if (text != null) {
      for (Errno errno : Errno.values()) {
        if (text.startsWith(errno.text())) {
          return errno;
        }
      }
    }
    return Errno.EIO;
  }
}
