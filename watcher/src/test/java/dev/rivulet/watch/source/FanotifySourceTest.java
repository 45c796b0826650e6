// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.testkit.Administrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only root may watch file systems; others are told so. */
class FanotifySourceTest extends EventSourceContract {
  @Override
  EventSource open(WatchScope scope) throws IOException {
    try {
      return new FanotifySource(scope);
    } catch (StoreException e) {
      assertThat(FanotifySource.isUnavailable(e)).isTrue();
      Administrator.require();
      throw e;
    }
  }

  @Test
  void hazard_3_needsOneMarkForAllDirectories() throws Exception {
    Files.createDirectories(root.resolve("a/b/c"));
    source.start(sink);
    assertThat(source.watchedDirectories()).isEqualTo(1);
  }

  @Test
  void hazard_3_saysNothingOfTheRestOfTheFileSystem(@TempDir Path elsewhere) throws Exception {
    source.start(sink);
    Files.createDirectories(elsewhere.resolve("a/b"));
    Files.writeString(elsewhere.resolve("a/b/outside"), "x");
    Files.writeString(root.resolve("inside"), "x");
    sink.await("changed inside");

    assertThat(sink.lines()).allMatch(line -> line.endsWith("inside"));
  }

  @Test
  void hazard_3_followsADirectoryThatIsMovedOutAndBack(@TempDir Path elsewhere) throws Exception {
    Files.createDirectories(root.resolve("d/e"));
    source.start(sink);
    Files.writeString(root.resolve("d/e/first"), "x");
    sink.await("changed d/e/first");
    Files.move(root.resolve("d"), elsewhere.resolve("d"));
    sink.await("changed d");
    Files.move(elsewhere.resolve("d"), root.resolve("back"));
    sink.await("tree back");
    Files.writeString(root.resolve("back/e/second"), "x");
    sink.await("changed back/e/second");
  }

  /** The mount lies below the root, so it has a mark of its own. */
  @Test
  void hazard_3_watchesWhatIsMountedInTheTree() throws Exception {
    Path mount = Files.createDirectory(root.resolve("a mount"));
    Mounts.tmpfs(mount);
    try (EventSource other = open(root, path -> false)) {
      other.start(sink);
      Files.writeString(mount.resolve("f"), "x");
      sink.await("changed a mount/f");
      assertThat(other.watchedDirectories()).isEqualTo(2);
    } finally {
      Mounts.unmount(mount);
    }
  }
}
