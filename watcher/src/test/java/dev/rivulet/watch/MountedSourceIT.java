// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.testkit.TreeAssert;
import dev.rivulet.watch.source.Mounts;
import dev.rivulet.watch.source.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** File systems that come and go in a source; only root may mount them. */
class MountedSourceIT extends DaemonFixture {
  private Path disk;

  @BeforeEach
  void makeDisk() throws IOException {
    disk = Files.createDirectory(work.resolve("disk"));
  }

  private Watcher watch(SourceKind kind) throws Exception {
    return watch(kind, TransferOptions.builder());
  }

  private Watcher watch(SourceKind kind, TransferOptionsBuilder options) throws Exception {
    mirrorTo(
        module(),
        options.archive().deleteMode(DeleteMode.DEFAULT).build(),
        settings -> settings.eventSource(kind).pollEvery(Duration.ofMillis(100)));
    return watcher;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_17_whatIsUnmountedInTheTreeIsNotDeleted(SourceKind kind) throws Exception {
    Path mount = Files.createDirectory(source.resolve("a [mount]"));
    Path elsewhere = Files.createDirectory(work.resolve("elsewhere"));
    Files.createDirectory(disk.resolve("d"));
    Files.writeString(disk.resolve("d/precious"), "x");
    Mounts.bind(disk, mount);
    try (Watcher watcher = watch(kind)) {
      assertThat(target.resolve("a [mount]/d/precious")).exists();
      Mounts.unmount(mount);
      Files.writeString(source.resolve("meanwhile"), "y");
      events.awaitLine("UPDATED meanwhile");
      events.awaitEqual(() -> assertThat(watcher.waitingMarks()).isZero());
      events.awaitEqual(() -> assertThat(target.resolve("meanwhile")).exists());
      assertThat(target.resolve("a [mount]/d/precious")).exists();

      Files.delete(disk.resolve("d/precious"));
      bindUnderNewNumber(mount, elsewhere);
      Files.writeString(mount.resolve("later"), "z");
      awaitEqual();
      assertThat(target.resolve("a [mount]/d/precious")).doesNotExist();
    } finally {
      Mounts.unmount(mount);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_16_anUnmountedSourceDeletesNothingAndGoesOnWhenItIsBack(SourceKind kind)
      throws Exception {
    Files.writeString(disk.resolve("precious"), "x");
    Mounts.bind(disk, source);
    try (Watcher watcher = watch(kind)) {
      Mounts.unmount(source);
      events.awaitLine("REPLACED");
      Files.writeString(source.resolve("underneath"), "y");
      events.stayQuiet();
      assertThat(target.resolve("precious")).exists();

      Mounts.bind(disk, source);
      events.awaitLine("BACK");
      Files.createDirectory(source.resolve("new"));
      Files.writeString(source.resolve("new/file"), "z");
      events.awaitEqual(() -> TreeAssert.assertThatTree(target).isEqualTo(disk));
      assertThat(watcher.watchedDirectories()).isPositive();
    } finally {
      Mounts.unmount(source);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_16_4_whatIsMountedInTheTreeIsLeftOutWithOneFileSystem(SourceKind kind)
      throws Exception {
    Path mount = Files.createDirectory(source.resolve("mount"));
    Mounts.tmpfs(mount);
    Files.writeString(mount.resolve("before"), "x");
    try (Watcher watcher = watch(kind, TransferOptions.builder().oneFileSystem(1))) {
      Files.writeString(mount.resolve("later"), "x");
      Files.createDirectory(source.resolve("beside"));
      Files.writeString(source.resolve("beside/f"), "x");
      events.awaitEqual(() -> assertThat(target.resolve("beside/f")).exists());
      events.awaitEqual(() -> assertThat(watcher.waitingMarks()).isZero());
    } finally {
      Mounts.unmount(mount);
    }
    assertThat(target.resolve("mount")).isEmptyDirectory();
  }

  @Test
  void hazard_2_17_aPlaceThatStaysUnmountedMayBeReleased() throws Exception {
    Path mount = Files.createDirectory(source.resolve("mount"));
    Files.writeString(disk.resolve("precious"), "x");
    Mounts.bind(disk, mount);
    try (Watcher watcher = watch(SourceKind.INOTIFY)) {
      Mounts.unmount(mount);
      Files.writeString(mount.resolve("underneath"), "y");
      events.awaitEqual(() -> assertThat(target.resolve("mount/underneath")).exists());
      assertThat(watcher.flush("", Duration.ofSeconds(30)).isComplete()).isTrue();
      assertThat(target.resolve("mount/precious")).exists();

      assertThat(watcher.release("")).isEqualTo(1);
      awaitEqual();
      assertThat(watcher.release("")).isZero();
    } finally {
      Files.deleteIfExists(target.resolve("mount/precious"));
    }
  }

  /** The new one has the device number and the inode of the old one. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_16_anEmptyFileSystemInThePlaceOfTheSourceDeletesNothing(SourceKind kind)
      throws Exception {
    Mounts.tmpfs(source);
    try {
      Files.writeString(source.resolve("precious"), "x");
      try (Watcher watcher = watch(kind)) {
        Mounts.unmount(source);
        Mounts.tmpfs(source);
        Files.writeString(source.resolve("stray"), "y");
        events.awaitLine("REPLACED");
        assertThat(target.resolve("precious")).exists();
        assertThat(target.resolve("stray")).doesNotExist();

        assertThat(watcher.release("")).isEqualTo(1);
        awaitEqual();
      }
    } finally {
      Mounts.unmount(source);
    }
  }

  /**
   * The kernel gives the number of a mount that is gone to the next one, and a source that looks
   * once a second cannot tell the two apart.
   */
  private void bindUnderNewNumber(Path at, Path elsewhere) throws Exception {
    Mounts.bind(disk, elsewhere);
    Mounts.bind(disk, at);
    Mounts.unmount(elsewhere);
  }
}
