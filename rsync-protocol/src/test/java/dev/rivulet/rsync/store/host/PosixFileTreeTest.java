// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.rsync.store.DevicePolicy;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.system.CallFilter;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.ThreadIdentity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to the tree over handles; the rest is in its contract test. */
class PosixFileTreeTest {

  private static final byte[] DATA = "data".getBytes(UTF_8);
  private static final int NOBODY = 65533;

  @TempDir Path temp;
  private Path root;
  private Path outside;
  private PosixFileTree tree;

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectory(temp.resolve("root"));
    outside = Files.createDirectory(temp.resolve("outside"));
    tree = PosixFileTree.open(bytes(root));
    loadClasses();
  }

  /** All that are needed by work with an identity that may not be able to read them. */
  private void loadClasses() throws IOException {
    write(tree, "file");
    assertThat(tree.names(TreePath.ROOT)).hasSize(1);
    tree.unlink(path("file"));
  }

  @AfterEach
  void close() throws IOException {
    tree.close();
  }

  // Confinement

  @Test
  void parentSwappedForALinkIsNeverPassed() throws IOException {
    Files.createDirectory(root.resolve("dir"));
    write(tree, "dir/before");
    Files.move(root.resolve("dir"), root.resolve("moved"));
    Files.createSymbolicLink(root.resolve("dir"), outside);
    write(tree, "dir/held");
    try (PosixFileTree fresh = PosixFileTree.open(bytes(root))) {
      assertThat(errno(() -> write(fresh, "dir/fresh"))).isEqualTo(Errno.ELOOP);
      assertThat(errno(() -> fresh.makeDirectory(path("dir/x"), 0700))).isEqualTo(Errno.ELOOP);
      assertThat(errno(() -> fresh.unlink(path("dir/x")))).isEqualTo(Errno.ELOOP);
      assertThat(errno(() -> fresh.attributes(path("dir/x")).setMode(0777))).isEqualTo(Errno.ELOOP);
    }

    assertThat(root.resolve("moved")).isDirectoryContaining("glob:**/held");
    assertThat(outside).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingEscapesWhileAParentIsSwappedAllTheTime(boolean kernelResolves) throws Exception {
    Files.createDirectories(root.resolve("a/b"));
    AtomicBoolean stop = new AtomicBoolean();
    FutureTask<Integer> attacker = new FutureTask<>(() -> swapUntil(stop));
    Thread thread = new Thread(attacker, "attacker");
    thread.start();
    int reached = 0;
    int refused = 0;
    try {
      while ((reached < 100 || refused < 100) && !attacker.isDone()) {
        PathResolver resolver = new PathResolver(LinkPolicy.NEVER, kernelResolves);
        try (PosixFileTree fresh = PosixFileTree.open(bytes(root), resolver)) {
          write(fresh, "a/b/file" + reached);
          reached++;
        } catch (StoreException e) {
          assertThat(e.errno()).isIn(Errno.ELOOP, Errno.ENOENT, Errno.ENOTDIR, Errno.EXDEV);
          refused++;
        }
      }
    } finally {
      stop.set(true);
    }

    assertThat(attacker.get()).as("swaps").isPositive();
    assertThat(outside).isEmptyDirectory();
  }

  /** Puts a link in the place of root/a, and the directory back again, until told to stop. */
  private int swapUntil(AtomicBoolean stop) throws IOException {
    int swaps = 0;
    Path victim = root.resolve("a");
    Path aside = temp.resolve("aside");
    while (!stop.get()) {
      Files.move(victim, aside);
      Files.createSymbolicLink(victim, outside);
      Files.delete(victim);
      Files.move(aside, victim, StandardCopyOption.ATOMIC_MOVE);
      swaps++;
    }
    return swaps;
  }

  @ParameterizedTest
  @EnumSource(
      value = LinkPolicy.class,
      names = {"INSIDE", "AS_ROOT"})
  void linksInsideAreFollowedWhereTheTreeSaysSo(LinkPolicy links) throws IOException {
    Files.createDirectories(root.resolve("dir/inner"));
    Files.createSymbolicLink(root.resolve("in"), Path.of("dir/inner"));
    Files.createSymbolicLink(root.resolve("out"), Path.of("../outside"));
    try (PosixFileTree following = PosixFileTree.open(bytes(root), links)) {
      write(following, "in/file");

      assertThat(following.names(path("in"))).containsExactly("file".getBytes(UTF_8));
      assertThat(following.stat(path("in")).isSymlink()).isTrue();
      assertThat(errno(() -> write(following, "out/file")))
          .isEqualTo(links == LinkPolicy.INSIDE ? Errno.EXDEV : Errno.ENOENT);
      following.unlink(path("in"));
      following.makeDirectory(path("in"), 0700);
      write(following, "in/other");
    }

    assertThat(root.resolve("dir/inner/file")).hasContent("data");
    assertThat(root.resolve("in/other")).hasContent("data");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void movesAndLinksIntoAnotherTree() throws IOException {
    Files.createDirectories(root.resolve("dir"));
    try (PosixFileTree from = PosixFileTree.open(bytes(root));
        PosixFileTree to = PosixFileTree.open(bytes(outside))) {
      write(from, "dir/file");
      from.link(path("dir/file"), to, path("linked"));
      from.rename(path("dir/file"), to, path("renamed"));
      try (StagedFile staged = from.stage(path("dir/file"), 0600)) {
        staged.moveTo(to, path("moved"));
      }

      assertThat(to.stat(path("linked")).isSameFile(to.stat(path("renamed")))).isTrue();
    }

    assertThat(root.resolve("dir")).isEmptyDirectory();
    assertThat(outside.resolve("moved")).isEmptyFile();
  }

  @Test
  void directoryThatAnotherTreeRemovedCanBeMadeAgain() throws IOException {
    try (PosixFileTree one = PosixFileTree.open(bytes(root));
        PosixFileTree other = PosixFileTree.open(bytes(root))) {
      one.makeDirectory(path("dir"), 0700);
      write(one, "dir/file");
      other.unlink(path("dir/file"));
      other.removeDirectory(path("dir"));

      one.makeDirectory(path("dir"), 0700);
      write(one, "dir/file");
    }

    assertThat(root.resolve("dir/file")).hasContent("data");
  }

  @Test
  void treeIsNeverOpenToTheWholeSystem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PosixFileTree.open(bytes(root), LinkPolicy.ANYWHERE));
  }

  @Test
  void specialFileInThePlaceOfAFileDoesNotHoldUs() throws IOException {
    tree.makeNode(path("fifo"), FileType.FIFO | 0600, 0, 0);

    assertThat(errno(() -> tree.open(path("fifo")))).isEqualTo(Errno.EINVAL);
    assertThat(errno(() -> tree.openInPlace(path("fifo"), 0600))).isEqualTo(Errno.ENXIO);
  }

  @Test
  void deviceThatCannotBeOpenedIsListedAsAnEmptyFile() throws IOException {
    assumeTrue(Posix.effectiveUser() == 0);
    tree.makeNode(path("device"), FileType.BLOCK_DEVICE | 0600, 240, 0);
    try (Workspace workspace = HostWorkspace.toSend()) {
      workspace.takeDevicesFor(DevicePolicy.FILES);
      try (FileTree files = workspace.open(bytes(root))) {
        FileAttributes seen = files.stat(path("device"));
        assertThat(List.of(seen.isRegular(), seen.size())).containsExactly(true, 0L);
        assertThat(errno(() -> files.open(path("device")))).isEqualTo(Errno.ENXIO);
      }
    }
  }

  // Without openat2

  @ParameterizedTest
  @EnumSource(
      value = Errno.class,
      names = {"ENOSYS", "EPERM"})
  void worksWhereOpenat2IsTakenAway(Errno answer) throws Exception {
    Files.createDirectories(root.resolve("a/b"));
    Files.createSymbolicLink(root.resolve("a/out"), outside);
    inThread(
        () -> {
          CallFilter.denyOpenat2(answer);
          assertThat(errno(() -> Posix.openat2(Posix.AT_FDCWD, bytes(root), Posix.O_PATH, 0, 0)))
              .isEqualTo(answer);
          write(tree, "a/b/file");
          assertThat(errno(() -> write(tree, "a/out/file"))).isEqualTo(Errno.ELOOP);
          return null;
        });

    assertThat(root.resolve("a/b/file")).hasContent("data");
    assertThat(outside).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(
      value = Errno.class,
      names = {"ENOSYS", "EPERM"})
  void changesPermissionsWhereFchmodat2IsTakenAway(Errno answer) throws Exception {
    write(tree, "file");
    inThread(
        () -> {
          CallFilter.denyFchmodat2(answer);
          tree.attributes(path("file")).setMode(0751);
          return null;
        });

    assertThat(tree.stat(path("file")).permissions()).isEqualTo(0751);
  }

  // Size

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void depthHasNoLimit(boolean kernelResolves) throws IOException {
    StringBuilder name = new StringBuilder();
    PathResolver resolver = new PathResolver(LinkPolicy.NEVER, kernelResolves);
    try (PosixFileTree deep = PosixFileTree.open(bytes(root), resolver)) {
      TreePath directory = TreePath.ROOT;
      for (int i = 0; i < 100; i++) {
        directory = directory.child(("d" + i + "x".repeat(150)).getBytes(UTF_8));
        deep.makeDirectory(directory, 0700);
      }
      write(deep, directory + "/file");
      deep.rename(directory.child("file".getBytes(UTF_8)), path("top"));
      name.append(directory);
    }
    try (PosixFileTree fresh = PosixFileTree.open(bytes(root), resolver)) {
      assertThat(name.length()).isGreaterThan(2 * 4096);
      assertThat(fresh.stat(path(name.toString())).isDirectory()).isTrue();
      write(fresh, name + "/again");
      assertThat(fresh.names(path(name.toString()))).hasSize(1);
      fresh.unlink(path(name + "/again"));
      removeWithParents(fresh, path(name.toString()));
    }

    assertThat(root.resolve("top")).hasContent("data");
  }

  /** JUnit cannot remove a tree this deep. */
  private static void removeWithParents(PosixFileTree tree, TreePath directory) throws IOException {
    for (TreePath at = directory; !at.isRoot(); at = at.parent()) {
      tree.removeDirectory(at);
    }
  }

  @Test
  void keepsFewDirectoriesOpenAndClosesThemAll() throws IOException {
    int before = openHandles();
    try (PosixFileTree wide = PosixFileTree.open(bytes(root))) {
      for (int i = 0; i < 3 * DirectoryHandles.KEPT; i++) {
        wide.makeDirectory(path("dir" + i), 0700);
        write(wide, "dir" + i + "/file");
        wide.names(path("dir" + i));
      }
      assertThat(openHandles() - before).isBetween(1, DirectoryHandles.KEPT + 8);
      for (int i = 0; i < 3 * DirectoryHandles.KEPT; i++) {
        assertThat(wide.stat(path("dir" + i + "/file")).size()).isEqualTo(4);
      }
    }

    assertThat(openHandles()).isLessThanOrEqualTo(before + 4);
  }

  @Test
  void stagedFileOutlivesTheHandlesOfItsTree() throws IOException {
    StagedFile staged = tree.stage(path("file"), 0600);
    staged.write(DATA, 0, DATA.length);
    tree.close();
    staged.commit();

    assertThat(root.resolve("file")).hasContent("data");
  }

  // Permissions

  @Test
  void directoriesThatMayOnlyBeSearchedArePassed() throws Exception {
    Files.createDirectories(root.resolve("search/dir"));
    open(root.resolve("search/dir"), "rwxrwxrwx");
    open(root.resolve("search"), "--x--x--x");
    open(root, "rwxr-xr-x");
    open(temp, "rwxr-xr-x");
    asNobody(
        () -> {
          write(tree, "search/dir/file");
          assertThat(errno(() -> tree.names(path("search")))).isEqualTo(Errno.EACCES);
          assertThat(errno(() -> write(tree, "search/file"))).isEqualTo(Errno.EACCES);
          return null;
        });

    assertThat(root.resolve("search/dir/file")).hasContent("data");
    open(root.resolve("search"), "rwxr-xr-x");
  }

  @Test
  void entriesThatCannotBeLookedAtAreToldAsFailed() throws Exception {
    Files.createDirectories(root.resolve("list/inner"));
    open(root.resolve("list"), "r--r--r--");
    open(root, "rwxr-xr-x");
    open(temp, "rwxr-xr-x");
    AtomicBoolean failed = new AtomicBoolean();
    EntryVisitor visitor =
        new EntryVisitor() {
          @Override
          public void entry(byte[] name, FileAttributes attributes) {
            throw new AssertionError("looked at " + TreePath.escape(name));
          }

          @Override
          public void failed(byte[] name, StoreException reason) {
            failed.set(reason.errno() == Errno.EACCES);
          }
        };
    asNobody(
        () -> {
          tree.scan(path("list"), visitor);
          return null;
        });

    assertThat(failed).isTrue();
    open(root.resolve("list"), "rwxr-xr-x");
  }

  // Words for the tests above

  private static void open(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** With the file identity of an ordinary user, which the whole process may have anyway. */
  private static void asNobody(Callable<Void> work) throws Exception {
    inThread(
        () -> {
          if (Posix.effectiveUser() == 0) {
            ThreadIdentity.setThreadGroups();
            ThreadIdentity.setThreadFileGroup(NOBODY);
            ThreadIdentity.setThreadFileUser(NOBODY);
          }
          return work.call();
        });
  }

  private static void inThread(Callable<Void> work) throws Exception {
    FutureTask<Void> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "changed");
    thread.start();
    task.get();
  }

  private static void write(PosixFileTree tree, String name) throws IOException {
    try (StagedFile staged = tree.stage(path(name), 0644)) {
      staged.write(DATA, 0, DATA.length);
      staged.commit();
    }
  }

  private static int openHandles() throws IOException {
    String[] handles = new File("/proc/self/fd").list();
    if (handles == null) {
      throw new NoSuchFileException("/proc/self/fd");
    }
    return handles.length;
  }

  private static TreePath path(String path) {
    return TreePath.of(path);
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(UTF_8);
  }

  private static Errno errno(ThrowingCallable call) {
    return catchThrowableOfType(StoreException.class, call).errno();
  }
}
