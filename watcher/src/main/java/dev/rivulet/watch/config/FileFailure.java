// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be opened, in the words of the system: exceptions often only name it. */
public final class FileFailure {
  private FileFailure() {}

  /** The reason alone, such as {@code No such file or directory (2)}. */
  public static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "No such file or directory (2)";
    }
    if (failure instanceof AccessDeniedException) {
      return "Permission denied (13)";
    }
    return failure instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : String.valueOf(failure.getMessage());
  }
}
