// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every question is put to the kernel and to the walk in its place; both must say the same. */
class PathResolverTest {

  @TempDir Path temp;
  private Path root;
  private int start;

  /**
   *
   *
   * <pre>
   * outside/secret
   * root/dir/file
   * root/dir/inner/
   * root/in -> dir          root/dir/back -> ../dir/inner     root/abs -> /dir
   * root/out -> ../outside  root/absout -> (absolute name of outside)
   * root/loop -> loop       root/tofile -> dir/file           root/updown -> dir/../../root/dir
   * </pre>
   */
  @BeforeEach
  void makeTree() throws IOException {
    root = Files.createDirectory(temp.resolve("root"));
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createDirectories(root.resolve("dir/inner"));
    Files.writeString(root.resolve("dir/file"), "file");
    link("in", "dir");
    link("dir/back", "../dir/inner");
    link("abs", "/dir");
    link("out", "../outside");
    link("absout", outside.toString());
    link("loop", "loop");
    link("tofile", "dir/file");
    link("updown", "dir/../../root/dir");
    start =
        Posix.openat(
            Posix.AT_FDCWD,
            root.toString().getBytes(UTF_8),
            Posix.O_PATH | Posix.openDirectory(),
            0);
  }

  @AfterEach
  void close() throws IOException {
    Posix.close(start);
  }

  static Stream<Arguments> answers() {
    return Stream.of(
            // path, then what it leads to under NEVER, INSIDE, AS_ROOT, ANYWHERE
            new String[] {"dir/file", "dir/file", "dir/file", "dir/file", "dir/file"},
            new String[] {"dir/inner/", "dir/inner", "dir/inner", "dir/inner", "dir/inner"},
            new String[] {".", ".", ".", ".", "."},
            new String[] {"dir/./file", "dir/file", "dir/file", "dir/file", "dir/file"},
            new String[] {"in/file", "ELOOP", "dir/file", "dir/file", "dir/file"},
            new String[] {"in/", "ELOOP", "dir", "dir", "dir"},
            new String[] {"dir/back", "ELOOP", "dir/inner", "dir/inner", "dir/inner"},
            new String[] {"tofile", "ELOOP", "dir/file", "dir/file", "dir/file"},
            new String[] {"tofile/x", "ELOOP", "ENOTDIR", "ENOTDIR", "ENOTDIR"},
            new String[] {"dir/file/x", "ENOTDIR", "ENOTDIR", "ENOTDIR", "ENOTDIR"},
            new String[] {"none", "ENOENT", "ENOENT", "ENOENT", "ENOENT"},
            new String[] {"none/x", "ENOENT", "ENOENT", "ENOENT", "ENOENT"},
            new String[] {"abs/file", "ELOOP", "EXDEV", "dir/file", "ENOENT"},
            new String[] {"out/secret", "ELOOP", "EXDEV", "ENOENT", "../outside/secret"},
            new String[] {"absout/secret", "ELOOP", "EXDEV", "ENOENT", "../outside/secret"},
            new String[] {"loop", "ELOOP", "ELOOP", "ELOOP", "ELOOP"},
            new String[] {"updown", "ELOOP", "EXDEV", "ENOENT", "dir"},
            new String[] {"..", "EXDEV", "EXDEV", ".", ".."},
            new String[] {"../../dir", "EXDEV", "EXDEV", "dir", "ENOENT"},
            new String[] {"dir/../in/file", "-", "dir/file", "dir/file", "dir/file"},
            new String[] {"dir/../..", "EXDEV", "EXDEV", ".", ".."},
            new String[] {"/dir", "EXDEV", "EXDEV", "dir", "ENOENT"})
        .flatMap(
            row ->
                Stream.of(
                        arguments(row[0], LinkPolicy.NEVER, row[1]),
                        arguments(row[0], LinkPolicy.INSIDE, row[2]),
                        arguments(row[0], LinkPolicy.AS_ROOT, row[3]),
                        arguments(row[0], LinkPolicy.TRUSTED_INSIDE, row[2]),
                        arguments(row[0], LinkPolicy.TRUSTED_AS_ROOT, row[3]),
                        arguments(row[0], LinkPolicy.ANYWHERE, row[4]),
                        arguments(row[0], LinkPolicy.TRUSTED_OWNER, row[4]))
                    .filter(arguments -> !arguments.get()[2].equals("-")));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void kernelAndWalkAgree(String path, LinkPolicy links, String expected) throws IOException {
    assertThat(answer(new PathResolver(links, true), path)).as("kernel").isEqualTo(expected);
    assertThat(answer(new PathResolver(links, false), path)).as("walk").isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(LinkPolicy.class)
  void linkAtTheEndIsOpenedItselfWhenAskedFor(LinkPolicy links) throws IOException {
    for (boolean kernel : new boolean[] {true, false}) {
      PathResolver resolver = new PathResolver(links, kernel);
      int handle = resolver.openNotFollowing(start, "out".getBytes(UTF_8));
      assertThat(Posix.fstat(handle).isSymlink()).isTrue();
      Posix.close(handle);
    }
  }

  @ParameterizedTest
  @EnumSource(LinkPolicy.class)
  void onlyDirectoriesAreOpenedAsSuch(LinkPolicy links) {
    byte[] file = "dir/file".getBytes(UTF_8);
    for (boolean kernel : new boolean[] {true, false}) {
      PathResolver resolver = new PathResolver(links, kernel);
      assertThat(
              catchThrowableOfType(
                      StoreException.class,
                      () -> resolver.openDirectory(start, file, 0, file.length))
                  .errno())
          .isEqualTo(Errno.ENOTDIR);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = LinkPolicy.class,
      names = {"NEVER"},
      mode = EnumSource.Mode.EXCLUDE)
  void foreignLinksAreFollowedOnlyWithoutJudgement(LinkPolicy links) throws IOException {
    if (Posix.effectiveUser() != 0) {
      assertThat(links.isConfined() || linkOfRootIsFollowed(links)).isTrue();
      return;
    }
    Posix.lchownat(start, "in".getBytes(UTF_8), 65533, -1);
    String expected = links.judgesOwners() ? "ELOOP" : "dir/file";
    for (boolean kernel : new boolean[] {true, false}) {
      assertThat(answer(new PathResolver(links, kernel), "in/file")).isEqualTo(expected);
      assertThat(answer(new PathResolver(links, kernel), "dir/back")).isEqualTo("dir/inner");
    }
  }

  /** An ordinary user cannot give a link away, but meets those of root everywhere. */
  private static boolean linkOfRootIsFollowed(LinkPolicy links) throws IOException {
    byte[] mounts = "/proc/mounts".getBytes(UTF_8);
    assertThat(Posix.lstatat(Posix.AT_FDCWD, mounts).uid()).isZero();
    int handle = new PathResolver(links, false).openFollowing(Posix.AT_FDCWD, mounts);
    try {
      return Posix.fstat(handle).isRegular();
    } finally {
      Posix.close(handle);
    }
  }

  /** The path from the root of what was reached, or the error. */
  private String answer(PathResolver resolver, String path) throws IOException {
    int handle;
    try {
      handle = resolver.openFollowing(start, path.getBytes(UTF_8));
    } catch (StoreException e) {
      return e.errno().name();
    }
    try {
      Path real = Files.readSymbolicLink(Path.of("/proc/self/fd/" + handle));
      String relative = root.toRealPath().relativize(real).toString();
      return relative.isEmpty() ? "." : relative;
    } finally {
      Posix.close(handle);
    }
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }
}
