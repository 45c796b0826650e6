// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.nio.NioFileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class NioFileTreeContractTest extends FileTreeContract {

  @TempDir Path temp;

  @Override
  protected FileTree emptyTree() throws IOException {
    return new NioFileTree(temp);
  }

  @Override
  protected boolean isSuper() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  @Override
  protected boolean canHold(String name) {
    try {
      return !Path.of(name).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
