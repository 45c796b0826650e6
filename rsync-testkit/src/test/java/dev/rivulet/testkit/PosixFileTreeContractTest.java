// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.host.PosixFileTree;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PosixFileTreeContractTest extends FileTreeContract {

  @TempDir Path temp;

  @Override
  protected FileTree emptyTree() throws IOException {
    return PosixFileTree.open(temp.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected boolean isSuper() {
    return Posix.effectiveUser() == 0;
  }
}
