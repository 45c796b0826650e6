// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Failures in the words of the system, {@code No such file or directory (2)}. */
public final class SystemErrors {
  private SystemErrors() {}

  /** Why something failed; the exceptions of the library often have but the name of the file. */
  public static String reason(Exception failure) {
    if (failure instanceof StoreException store) {
      return reason(store.errno());
    }
    if (failure instanceof NoSuchFileException) {
      return reason(Errno.ENOENT);
    }
    if (failure instanceof AccessDeniedException) {
      return reason(Errno.EACCES);
    }
    if (failure instanceof FileSystemException files && files.getReason() != null) {
      return files.getReason();
    }
    return String.valueOf(failure.getMessage());
  }

  private static String reason(Errno errno) {
    return errno.text() + " (" + errno.number() + ")";
  }
}
