// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InotifyPlacesTest {
  @TempDir Path work;

  @Test
  void hazard_2_22_onlyTheRootMayBeALink() throws Exception {
    Path real = Files.createDirectories(work.resolve("real"));
    Files.createDirectory(real.resolve("directory"));
    Files.createFile(real.resolve("file"));
    Files.createSymbolicLink(real.resolve("link"), Path.of("directory"));
    Path root = Files.createSymbolicLink(work.resolve("root"), real);
    try (Inotify inotify = Inotify.open()) {
      InotifyPlaces places = new InotifyPlaces(root.toString().getBytes(UTF_8), inotify);
      assertThat(places.watch(TreePath.ROOT)).isPositive();
      assertThat(places.watch(TreePath.of("directory"))).isPositive();
      for (String name : new String[] {"link", "file"}) {
        StoreException refused =
            catchThrowableOfType(StoreException.class, () -> places.watch(TreePath.of(name)));
        assertThat(refused.errno()).as(name).isEqualTo(Errno.ENOTDIR);
      }
    }
  }
}
