// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.testkit.FileTreeContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The same tree where the kernel has no openat2. */
class WalkingFileTreeContractTest extends FileTreeContract {

  @TempDir Path temp;

  @Override
  protected FileTree emptyTree() throws IOException {
    return PosixFileTree.open(
        temp.toString().getBytes(StandardCharsets.UTF_8),
        new PathResolver(LinkPolicy.NEVER, false));
  }

  @Override
  protected boolean isSuper() {
    return Posix.effectiveUser() == 0;
  }
}
