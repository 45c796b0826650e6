// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rivulet.rsync.store.DevicePolicy;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.nio.NioWorkspace;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {

  private static final IdMapper IDS = new HostIdMapper(1, 1);

  @TempDir Path temp;
  private Path module;

  @BeforeEach
  void makeTrees() throws IOException {
    module = Files.createDirectory(temp.resolve("module"));
    Files.createDirectories(module.resolve("sub/deep"));
    Files.writeString(module.resolve("sub/file"), "inside");
    Files.createDirectories(temp.resolve("outside/sub"));
    Files.writeString(temp.resolve("outside/secret"), "secret");
    Files.createSymbolicLink(module.resolve("out"), Path.of("../outside"));
    Files.createSymbolicLink(module.resolve("absolute"), temp.resolve("outside"));
    Files.createSymbolicLink(module.resolve("in"), Path.of("sub"));
    Files.createSymbolicLink(module.resolve("dangling"), Path.of("nowhere"));
  }

  // A client's

  @Test
  void hostTakesRelativeAndAbsoluteArguments() throws IOException {
    try (Workspace host = HostWorkspace.at(bytes(module), LinkPolicy.ANYWHERE, IDS)) {
      assertThat(host.stat(bytes("sub/file"), false).size()).isEqualTo(6);
      assertThat(host.stat(bytes("../outside/secret"), false).size()).isEqualTo(6);
      assertThat(host.stat(bytes(temp.resolve("outside")), false).isDirectory()).isTrue();
      assertThat(host.stat(bytes(""), false).isDirectory()).isTrue();
      assertThat(host.stat(bytes("none"), false).isMissing()).isTrue();
      assertThat(host.stat(bytes("none/none"), true).isMissing()).isTrue();
      assertThat(host.ids()).isSameAs(IDS);
    }
  }

  @Test
  void hostLooksAtLinksOrThroughThem() throws IOException {
    try (Workspace host = HostWorkspace.at(bytes(module), LinkPolicy.ANYWHERE, IDS)) {
      assertThat(host.stat(bytes("out"), false).isSymlink()).isTrue();
      assertThat(host.stat(bytes("out"), true).isDirectory()).isTrue();
      assertThat(host.stat(bytes("out/secret"), false).isRegular()).isTrue();
      assertThat(host.stat(bytes("dangling"), false).isSymlink()).isTrue();
      assertThat(host.stat(bytes("dangling"), true).isMissing()).isTrue();
    }
  }

  @Test
  void takesDevicesForWhatItIsTold() throws IOException {
    TreePath device = TreePath.of("null");
    try (Workspace host = HostWorkspace.at(bytes("/dev"), LinkPolicy.ANYWHERE, IDS)) {
      try (FileTree tree = host.open(bytes(""))) {
        assertThat(errno(() -> tree.open(device))).isEqualTo(Errno.EINVAL);
        assertThat(tree.asOpened(device, tree.stat(device)).isDevice()).isTrue();
      }
      host.takeDevicesFor(DevicePolicy.FILES_WHEN_OPENED);
      try (FileTree tree = host.open(bytes(""));
          SourceFile source = tree.open(device);
          StagedFile target = tree.openInPlace(device, 0600)) {
        assertThat(tree.stat(device).isDevice()).isTrue();
        assertThat(tree.asOpened(device, tree.stat(device)).isRegular()).isTrue();
        assertThat(source.attributes().size()).isZero();
        target.write(new byte[10], 0, 10);
        target.truncate();
      }
      host.takeDevicesFor(DevicePolicy.FILES);
      try (FileTree tree = host.open(bytes(""))) {
        assertThat(tree.stat(device).isRegular()).isTrue();
        assertThat(tree.statOrMissing(device).mtime()).isPositive();
      }
    }
  }

  @Test
  void readsWithoutChangingAccessTimesWhenAsked() throws IOException {
    Path file = module.resolve("sub/file");
    FileTime old = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
    Files.setAttribute(file, "lastAccessTime", old);
    try (Workspace host = HostWorkspace.at(bytes(module), LinkPolicy.ANYWHERE, IDS)) {
      host.keepAccessTimes();
      try (FileTree tree = host.open(bytes("sub"));
          SourceFile source = tree.open(TreePath.of("file"))) {
        assertThat(source.read(0, new byte[6], 0, 6)).isEqualTo(6);
      }
    }
    assertThat(Files.getAttribute(file, "lastAccessTime")).isEqualTo(old);
  }

  @Test
  void hostOpensTreesAndMakesDirectories() throws IOException {
    try (Workspace host = HostWorkspace.at(bytes(module), LinkPolicy.TRUSTED_OWNER, IDS)) {
      host.makeDirectory(bytes("fresh/"), 0711);
      host.makeDirectory(bytes(temp.resolve("other")), 0700);
      assertThat(errno(() -> host.makeDirectory(bytes("no/ne"), 0700))).isEqualTo(Errno.ENOENT);
      assertThat(errno(() -> host.makeDirectory(bytes("sub"), 0700))).isEqualTo(Errno.EEXIST);
      assertThat(errno(() -> host.open(bytes("sub/file")))).isEqualTo(Errno.ENOTDIR);
      assertThat(names(host, "out")).containsExactlyInAnyOrder("sub", "secret");
    }

    assertThat(module.resolve("fresh")).isDirectory();
    assertThat(temp.resolve("other")).isDirectory();
  }

  @Test
  void operatorsPathsAvoidLinksOfOthers() throws IOException {
    try (Workspace host = HostWorkspace.at(bytes(module), LinkPolicy.TRUSTED_OWNER, IDS)) {
      assertThat(names(host, "in")).containsExactlyInAnyOrder("deep", "file");
      if (Posix.effectiveUser() == 0) {
        Posix.lchownat(Posix.AT_FDCWD, bytes(module.resolve("in")), 65533, 65533);
        assertThat(errno(() -> host.open(bytes("in")))).isEqualTo(Errno.ELOOP);
        assertThat(errno(() -> host.open(bytes("in/deep")))).isEqualTo(Errno.ELOOP);
        assertThat(
                catchThrowableOfType(StoreException.class, () -> host.open(bytes("in/deep")))
                    .isForeignLink())
            .isTrue();
        assertThat(errno(() -> host.makeDirectory(bytes("in/x"), 0700))).isEqualTo(Errno.ELOOP);
        assertThat(host.stat(bytes("in"), false).isSymlink()).isTrue();
      } else {
        assertThat(names(host, "/proc/self/task")).isNotEmpty();
      }
    }
  }

  @Test
  void openedTreeFollowsNoLinkBelow() throws IOException {
    try (Workspace host = HostWorkspace.at(bytes(temp), LinkPolicy.ANYWHERE, IDS);
        FileTree tree = host.open(bytes("module"))) {
      assertThat(errno(() -> tree.stat(TreePath.of("in/file")))).isEqualTo(Errno.ELOOP);
      assertThat(errno(() -> tree.open(TreePath.of("out/secret")))).isEqualTo(Errno.ELOOP);
    }
  }

  @Test
  void openedTreePassesLinksInsideWhereAsked() throws IOException {
    Files.createSymbolicLink(module.resolve("sub/up"), Path.of("../sub"));
    try (Workspace posix = HostWorkspace.at(bytes(temp), LinkPolicy.ANYWHERE, IDS);
        Workspace nio = NioWorkspace.at(temp, IDS)) {
      for (Workspace host : List.of(posix, nio)) {
        try (FileTree tree = host.open(bytes("module"), LinkPolicy.INSIDE)) {
          assertThat(tree.stat(TreePath.of("in/up/file")).size()).isEqualTo(6);
          assertThat(tree.names(TreePath.of("in"))).hasSize(3);
          assertThat(tree.stat(TreePath.of("in")).isSymlink()).isTrue();
          assertThat(errno(() -> tree.open(TreePath.of("out/secret")))).isEqualTo(Errno.EXDEV);
          assertThat(errno(() -> tree.names(TreePath.of("out")))).isEqualTo(Errno.EXDEV);
          assertThat(errno(() -> tree.makeDirectory(TreePath.of("absolute/x"), 0700)))
              .isEqualTo(Errno.EXDEV);
        }
      }
    }

    assertThat(temp.resolve("outside/x")).doesNotExist();
  }

  // A module's

  @ParameterizedTest
  @CsvSource({
    "'', sub in out absolute dangling",
    "/, sub in out absolute dangling",
    "., sub in out absolute dangling",
    ".., sub in out absolute dangling",
    "/../.., sub in out absolute dangling",
    "sub, deep file",
    "/sub/, deep file",
    "//sub, deep file",
    "../sub, deep file",
    "../../../sub/./deep/.., deep file",
    "in, deep file",
    "in/deep/../, deep file",
    "../outside, ENOENT",
    "sub/../../outside, ENOENT",
  })
  void moduleStartsAndEndsAtItsRoot(String argument, String expected) throws IOException {
    for (LinkPolicy links : new LinkPolicy[] {LinkPolicy.AS_ROOT, LinkPolicy.INSIDE}) {
      try (Workspace place = ModuleWorkspace.open(bytes(module), links, IDS)) {
        String seen;
        try {
          seen = String.join(" ", names(place, argument));
        } catch (StoreException e) {
          seen = e.errno().name();
        }
        assertThat(seen.split(" ")).containsExactlyInAnyOrder(expected.split(" "));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out", "absolute", "out/sub", "absolute/sub", "in/../out", "out/secret"})
  void linksDoNotLeadOutOfAModule(String argument) throws IOException {
    try (Workspace place = ModuleWorkspace.open(bytes(module), LinkPolicy.INSIDE, IDS)) {
      assertThat(errno(() -> place.open(bytes(argument)))).isEqualTo(Errno.EXDEV);
      assertThat(errno(() -> place.stat(bytes(argument), true))).isEqualTo(Errno.EXDEV);
      assertThat(errno(() -> place.makeDirectory(bytes(argument + "/x"), 0700)))
          .isEqualTo(Errno.EXDEV);
    }
    try (Workspace place = ModuleWorkspace.open(bytes(module), LinkPolicy.AS_ROOT, IDS)) {
      assertThat(errno(() -> place.open(bytes(argument)))).isEqualTo(Errno.ENOENT);
      assertThat(place.stat(bytes(argument), true).isMissing()).isTrue();
    }
    try (Workspace place = NioWorkspace.confinedTo(module, IDS)) {
      assertThat(errno(() -> place.open(bytes(argument)))).isEqualTo(Errno.EXDEV);
      assertThat(errno(() -> place.makeDirectory(bytes(argument + "/x"), 0700)))
          .isEqualTo(Errno.EXDEV);
    }

    assertThat(temp.resolve("outside/x")).doesNotExist();
  }

  @Test
  @SuppressWarnings("try")
  void pathsOfOptionsPassOnlyTrustedLinksInAModule() throws IOException {
    int other = Posix.effectiveUser() == 0 ? 65533 : -1;
    for (LinkPolicy links : new LinkPolicy[] {LinkPolicy.AS_ROOT, LinkPolicy.INSIDE}) {
      try (Workspace place = ModuleWorkspace.open(bytes(module), links, IDS)) {
        Workspace options = place.forOptions();
        assertThat(names(options, "in")).isEqualTo(names(place, "in"));
        assertThat(errno(() -> options.open(bytes("out")))).isIn(Errno.EXDEV, Errno.ENOENT);
        if (other >= 0) {
          Posix.lchownat(Posix.AT_FDCWD, bytes(module.resolve("in")), other, -1);
          assertThat(names(place, "in")).isNotEmpty();
          assertThat(errno(() -> options.open(bytes("in")))).isEqualTo(Errno.ELOOP);
          Posix.lchownat(Posix.AT_FDCWD, bytes(module.resolve("in")), 0, -1);
        }
      }
    }
  }

  @Test
  void absoluteLinksOfAChrootedModuleStartAtItsRoot() throws IOException {
    Files.createSymbolicLink(module.resolve("rooted"), Path.of("/sub"));
    try (Workspace place = ModuleWorkspace.open(bytes(module), LinkPolicy.AS_ROOT, IDS)) {
      assertThat(names(place, "rooted")).containsExactlyInAnyOrder("deep", "file");
      place.makeDirectory(bytes("/rooted/new"), 0700);
    }

    assertThat(module.resolve("sub/new")).isDirectory();
  }

  @ParameterizedTest
  @EnumSource(
      value = LinkPolicy.class,
      names = {"AS_ROOT", "INSIDE"})
  void modulesRootIsHeldWhateverIsRenamed(LinkPolicy links) throws IOException {
    try (Workspace place = ModuleWorkspace.open(bytes(module), links, IDS)) {
      Files.move(module, temp.resolve("moved"));
      Files.createSymbolicLink(module, Path.of("outside"));

      assertThat(place.stat(bytes("sub/file"), false).isRegular()).isTrue();
      assertThat(place.stat(bytes("secret"), false).isMissing()).isTrue();
    }
  }

  // Any file system's

  @Test
  void nioWorkspaceDoesTheSame() throws IOException {
    try (Workspace host = NioWorkspace.at(module, IDS)) {
      assertThat(host.stat(bytes("sub/file"), false).size()).isEqualTo(6);
      assertThat(host.stat(bytes("../outside/secret"), false).size()).isEqualTo(6);
      assertThat(host.stat(bytes(temp), false).isDirectory()).isTrue();
      assertThat(host.stat(bytes("none"), true).isMissing()).isTrue();
      assertThat(host.stat(bytes("out"), false).isSymlink()).isTrue();
      host.makeDirectory(bytes("fresh"), 0700);
      assertThat(names(host, "in")).containsExactlyInAnyOrder("deep", "file");
    }
    try (Workspace place = NioWorkspace.confinedTo(module, IDS)) {
      assertThat(names(place, "/../sub/")).containsExactlyInAnyOrder("deep", "file");
      assertThat(names(place, "..")).contains("sub", "fresh");
      assertThat(place.stat(bytes("/"), false).isDirectory()).isTrue();
      assertThat(place.stat(bytes("out"), false).isSymlink()).isTrue();
      assertThat(errno(() -> place.stat(bytes("out/secret"), false))).isEqualTo(Errno.EXDEV);
    }
  }

  private static List<String> names(Workspace workspace, String directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (FileTree tree = workspace.open(bytes(directory))) {
      for (byte[] name : tree.names(TreePath.ROOT)) {
        names.add(new String(name, UTF_8));
      }
    }
    return names;
  }

  private static byte[] bytes(Path path) {
    return bytes(path.toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Errno errno(ThrowingCallable call) {
    return catchThrowableOfType(StoreException.class, call).errno();
  }
}
