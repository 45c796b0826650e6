// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.host.PosixFileTree;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class PosixExtendedAttributesTest extends ExtendedAttributesContract {

  @TempDir Path directory;

  @Override
  protected FileTree emptyTree() throws IOException {
    return PosixFileTree.open(directory.toString().getBytes(UTF_8));
  }

  @Override
  protected boolean isSuper() {
    return Posix.effectiveUser() == 0;
  }
}
