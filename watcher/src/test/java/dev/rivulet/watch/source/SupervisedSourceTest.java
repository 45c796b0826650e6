// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.FileIdentity;
import dev.rivulet.testkit.Administrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What becomes of a source when its directory, or what is mounted in it, comes and goes. */
class SupervisedSourceTest {
  private static final long LOOK_MILLIS = 20;

  @TempDir Path work;

  private final RecordingSink sink = new RecordingSink();
  private Path root;
  private EventSource source;

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectories(work.resolve("above/root"));
  }

  @AfterEach
  void close() throws IOException {
    if (source != null) {
      source.close();
    }
  }

  private WatchScope scope() {
    return WatchScope.of(root.toString().getBytes(UTF_8), LocalFiles.currentDirectory())
        .polledEvery(Duration.ofMillis(20))
        .quietFor(Duration.ofMillis(100));
  }

  private void start(SourceKind kind) throws IOException {
    if (kind == SourceKind.FANOTIFY) {
      Administrator.require();
    }
    start(kind, SourceKind::openBare);
  }

  private void start(SourceKind kind, SupervisedSource.Opener opener) throws IOException {
    source = new SupervisedSource(kind, scope(), opener, LOOK_MILLIS);
    source.start(sink);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_16_aRootThatIsMovedAwayAndBackIsSetUpAgain(SourceKind kind) throws Exception {
    Files.createDirectories(root.resolve("d/e"));
    start(kind);
    Files.move(root, work.resolve("away"));
    sink.await("lost .");
    Files.createDirectories(work.resolve("away/new"));
    sink.clear();

    Files.move(work.resolve("away"), root);
    sink.await("tree .");
    Files.writeString(root.resolve("new/f"), "x");
    Files.writeString(root.resolve("d/e/f"), "x");
    sink.await("changed new/f");
    sink.await("changed d/e/f");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_16_aRenameOfADirectoryAboveTheRootIsNoticed(SourceKind kind) throws Exception {
    start(kind);
    Files.move(work.resolve("above"), work.resolve("renamed"));
    sink.await("lost .");
    sink.clear();
    Files.writeString(work.resolve("renamed/root/meanwhile"), "x");

    Files.move(work.resolve("renamed"), work.resolve("above"));
    sink.await("tree .");
    Files.writeString(root.resolve("later"), "x");
    sink.await("changed later");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_16_aNewDirectoryInThePlaceOfTheRootIsWatched(SourceKind kind) throws Exception {
    start(kind);
    Files.delete(root);
    sink.await("lost .");
    sink.clear();
    Files.createDirectory(root);
    sink.await("tree .");
    Files.writeString(root.resolve("f"), "x");
    sink.await("changed f");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_16_anUnmountedSourceIsSetUpAgainWhenItIsMounted(SourceKind kind) throws Exception {
    Path disk = Files.createDirectory(work.resolve("disk"));
    Files.writeString(disk.resolve("there"), "x");
    Mounts.bind(disk, root);
    try {
      start(kind);
      Mounts.unmount(root);
      sink.await("lost .");
      sink.await("tree .");
      sink.clear();
      Mounts.bind(disk, root);
      sink.await("lost .");
      sink.await("tree .");
      Files.writeString(root.resolve("later"), "x");
      sink.await("changed later");
      source.close();
    } finally {
      Mounts.unmount(root);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_17_whatIsMountedAndUnmountedInTheTreeIsFollowed(SourceKind kind) throws Exception {
    Path mount = Files.createDirectory(root.resolve("mount"));
    start(kind);
    Mounts.tmpfs(mount);
    try {
      Files.createDirectory(mount.resolve("d"));
      Files.writeString(mount.resolve("first"), "x");
      sink.awaitCovered(TreePath.of("mount/first"));
      sink.clear();
      Files.writeString(mount.resolve("d/second"), "x");
      sink.awaitCovered(TreePath.of("mount/d/second"));
      sink.clear();
    } finally {
      Mounts.unmount(mount);
    }
    sink.awaitCovered(TreePath.of("mount/first"));
    Files.writeString(mount.resolve("below"), "x");
    sink.awaitCovered(TreePath.of("mount/below"));
  }

  /** The kernel gives the new mount the number of the old one in its table. */
  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "FANOTIFY"})
  void hazard_2_17_aMountThatIsReplacedBetweenTwoLooksIsFollowed(SourceKind kind) throws Exception {
    Path mount = Files.createDirectory(root.resolve("mount"));
    Assumptions.assumeTrue(
        FileIdentity.of(root.toString().getBytes(UTF_8)).mount() != 0, "from Linux 6.8");
    Mounts.tmpfs(mount);
    try {
      source = new SupervisedSource(kind, scope(), SourceKind::openBare, 500);
      source.start(sink);
      Mounts.unmount(mount);
      Mounts.tmpfs(mount);
      sink.await("tree mount");
      sink.clear();
      Files.writeString(mount.resolve("f"), "x");
      sink.await("changed mount/f");
      source.close();
    } finally {
      Mounts.unmount(mount);
    }
  }

  @Test
  void hazard_2_18_aMountThatDoesNotTellOfAllChangesIsCompared() throws Exception {
    Path mount = Files.createDirectory(root.resolve("mount"));
    Path lower = Files.createDirectory(work.resolve("lower"));
    Mounts.overlay(lower, mount, work);
    try {
      start(SourceKind.AUTO);
      sink.await("unwatched mount");
      assertThat(source.polled()).containsExactly(TreePath.of("mount"));
      Files.writeString(mount.resolve("f"), "x");
      sink.awaitCovered(TreePath.of("mount/f"));
      Files.writeString(root.resolve("f"), "x");
      sink.await("changed f");
      source.close();
    } finally {
      Mounts.unmount(mount);
    }
  }

  /** Only so many watches, as the kernel counts them. */
  private record Limited(DirectoryWatches.Calls kernel, AtomicInteger left)
      implements DirectoryWatches.Calls {
    @Override
    public int watch(TreePath path) throws IOException {
      if (left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
        throw new StoreException("inotify_add_watch", Errno.ENOSPC);
      }
      return kernel.watch(path);
    }

    @Override
    public void unwatch(int descriptor) {
      kernel.unwatch(descriptor);
    }
  }

  /** Breaks down once. */
  private record Defective(DirectoryWatches.Calls kernel, AtomicInteger left)
      implements DirectoryWatches.Calls {
    @Override
    public int watch(TreePath path) throws IOException {
      if (path.toString().equals("bad") && left.getAndDecrement() > 0) {
        throw new IllegalStateException("a defect, for the test");
      }
      return kernel.watch(path);
    }

    @Override
    public void unwatch(int descriptor) {
      kernel.unwatch(descriptor);
    }
  }

  @Test
  void aSourceThatBreaksDownIsSetUpAgain() throws Exception {
    AtomicInteger left = new AtomicInteger(1);
    start(
        SourceKind.INOTIFY,
        (kind, scope) -> new InotifySource(scope, kernel -> new Defective(kernel, left)));
    Files.createDirectory(root.resolve("bad"));
    sink.await("lost .");
    sink.await("tree .");
    Files.writeString(root.resolve("bad/f"), "x");
    sink.await("changed bad/f");
  }

  private void makeManyDirectories() throws IOException {
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 24; j++) {
        Files.createDirectories(root.resolve("d" + i + "/e" + j));
      }
    }
  }

  @Test
  void hazard_2_19_directoriesWithoutAWatchAreComparedAndWatchedWhenTheLimitGrows()
      throws Exception {
    makeManyDirectories();
    AtomicInteger left = new AtomicInteger(50);
    start(
        SourceKind.INOTIFY,
        (kind, scope) -> new InotifySource(scope, kernel -> new Limited(kernel, left)));
    sink.awaitLine("unwatched . only 50 of at least 501 directories have a watch");
    assertThat(source.polled()).isNotEmpty();
    assertThat(source.watchedDirectories()).isEqualTo(50);
    for (int i = 0; i < 20; i++) {
      Files.writeString(root.resolve("d" + i + "/e23/f"), "x");
    }
    for (int i = 0; i < 20; i++) {
      sink.awaitCovered(TreePath.of("d" + i + "/e23/f"));
    }
    left.set(1000);
    sink.awaitTrue(() -> source.polled().isEmpty() && source.watchedDirectories() == 501);
    sink.clear();
    Files.writeString(root.resolve("d19/e23/g"), "x");
    sink.await("changed d19/e23/g");
    assertThat(sink.lines()).noneMatch(line -> line.startsWith("unwatched"));
  }

  @Test
  void hazard_2_19_aDirectoryThatIsGoneBeforeItHasAWatchIsComparedNoMore() throws Exception {
    makeManyDirectories();
    AtomicInteger left = new AtomicInteger(50);
    start(
        SourceKind.INOTIFY,
        (kind, scope) -> new InotifySource(scope, kernel -> new Limited(kernel, left)));
    sink.awaitTrue(() -> source.polled().contains(TreePath.of("d19/e23")));
    Files.delete(root.resolve("d19/e23"));
    Files.move(root.resolve("d19/e22"), root.resolve("d19/new"));
    left.set(1000);
    sink.awaitTrue(() -> source.polled().isEmpty() && source.watchedDirectories() == 500);
  }

  @Test
  void hazard_2_19_rootHasAKindOfSourceWithoutALimit() throws Exception {
    Administrator.require();
    makeManyDirectories();
    AtomicInteger left = new AtomicInteger(50);
    start(
        SourceKind.AUTO,
        (kind, scope) ->
            kind == SourceKind.INOTIFY
                ? new InotifySource(scope, kernel -> new Limited(kernel, left))
                : kind.openBare(scope));
    sink.awaitTrue(() -> source.kind() == SourceKind.FANOTIFY && source.polled().isEmpty());
    sink.clear();
    Files.writeString(root.resolve("d19/e23/g"), "x");
    sink.await("changed d19/e23/g");
  }

  @Test
  void hazard_2_19_withoutAnEventQueueTheTreeIsCompared() throws Exception {
    start(
        SourceKind.AUTO,
        (kind, scope) -> {
          if (kind != SourceKind.POLLING) {
            throw new StoreException("inotify_init", Errno.EMFILE);
          }
          return kind.openBare(scope);
        });
    assertThat(source.kind()).isEqualTo(SourceKind.POLLING);
    sink.awaitLine("unwatched . fs.inotify.max_user_instances");
    Files.writeString(root.resolve("f"), "x");
    sink.await("changed f");
  }
}
