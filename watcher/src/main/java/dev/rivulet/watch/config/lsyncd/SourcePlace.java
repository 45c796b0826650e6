// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;

/** Looks at a source directory before anything is started. */
final class SourcePlace {
  private SourcePlace() {}

  /** Whether there is a directory, links followed. */
  static boolean isDirectory(byte[] path) throws IOException {
    try (Workspace workspace = LocalFiles.currentDirectory().open()) {
      return workspace.stat(path, true).isDirectory();
    }
  }
}
