// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;

/** Where local path arguments are resolved; opened once for each end of a transfer. */
@FunctionalInterface
public interface LocalFiles {

  /** The files of this process: relative paths start at its current directory. */
  LocalFiles CURRENT_DIRECTORY = DefaultFiles.CURRENT_DIRECTORY;

  /** Opens the place; the caller closes it. */
  Workspace open() throws IOException;

  /** The files of this process: relative paths start at its current directory. */
  static LocalFiles currentDirectory() {
    return DefaultFiles.CURRENT_DIRECTORY;
  }
}
