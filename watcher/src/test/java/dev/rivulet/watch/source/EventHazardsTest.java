// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.testkit.Administrator;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What happens to files and directories in ways that events tell badly, for every source. */
class EventHazardsTest {
  private static final int ROUNDS = 199;
  private static final int NAMELESS_FILE = 020000000;
  private static final int FIFO = 010644;
  private static final int NULL_DEVICE = 020644;

  @TempDir Path root;
  @TempDir Path elsewhere;

  private final RecordingSink sink = new RecordingSink();
  private EventSource source;

  @AfterEach
  void close() throws IOException {
    if (source != null) {
      source.close();
    }
  }

  private void start(SourceKind kind) throws IOException {
    if (kind == SourceKind.FANOTIFY) {
      Administrator.require();
    }
    source =
        kind.openBare(
            WatchScope.of(bytes(root), LocalFiles.currentDirectory())
                .excluding(path -> path.toString().contains("excluded"))
                .polledEvery(Duration.ofMillis(20))
                .quietFor(Duration.ofMillis(100)));
    source.start(sink);
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(UTF_8);
  }

  private Path write(String file) throws IOException {
    return Files.writeString(root.resolve(file), "x");
  }

  /** Returns when what happened before is reported, as far as the source knows. */
  private void awaitMarker(String name) throws Exception {
    write(name);
    sink.await("changed " + name);
    sink.awaitTrue(this::isCaughtUp);
    sink.clear();
  }

  private boolean isCaughtUp() {
    try {
      return source.isCaughtUp();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_3_howeverWritesAreMergedTheLastOneIsReported(SourceKind kind) throws Exception {
    start(kind);
    try (RandomAccessFile one = new RandomAccessFile(root.resolve("one").toFile(), "rw");
        RandomAccessFile other = new RandomAccessFile(root.resolve("other").toFile(), "rw")) {
      for (int i = 0; i < 1000; i++) {
        one.write(i);
      }
      for (int i = 0; i < 1000; i++) {
        one.write(i);
        other.write(i);
      }
    }
    sink.await("changed one");
    sink.await("changed other");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_5_and_2_24_aDirectoryMountedASecondTimeIsReportedAtBothPlaces(SourceKind kind)
      throws Exception {
    Files.createDirectories(root.resolve("a/sub"));
    Path second = Files.createDirectory(root.resolve("b"));
    Mounts.bind(root.resolve("a"), second);
    try {
      start(kind);
      write("a/sub/f");
      sink.awaitCovered(TreePath.of("a/sub/f"));
      sink.awaitCovered(TreePath.of("b/sub/f"));
      sink.clear();
      write("b/g");
      sink.awaitCovered(TreePath.of("a/g"));
      sink.awaitCovered(TreePath.of("b/g"));
      Files.createDirectory(root.resolve("b/new"));
      write("b/new/h");
      sink.awaitCovered(TreePath.of("a/new/h"));
      sink.awaitCovered(TreePath.of("b/new/h"));
    } finally {
      close();
      Mounts.unmount(second);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_6_aDirectoryMadeAndRemovedAgainAndAgainIsWatchedInTheEnd(SourceKind kind)
      throws Exception {
    start(kind);
    Path directory = root.resolve("d");
    for (int i = 0; i < ROUNDS; i++) {
      Files.createDirectory(directory);
      Files.delete(write("d/f"));
      Files.delete(directory);
    }
    Files.createDirectory(directory);
    awaitMarker("marker");
    // A comparison that meets the directory as a new one tells of it as a whole.
    write("d/first");
    sink.awaitCovered(TreePath.of("d/first"));

    write("d/later");
    sink.await("changed d/later");
    if (kind == SourceKind.INOTIFY) {
      sink.awaitTrue(() -> source.watchedDirectories() == 2);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_7_filesThatChangePlacesAreReportedAtBoth(SourceKind kind) throws Exception {
    write("one");
    Files.writeString(root.resolve("other"), "longer");
    start(kind);
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(RareCalls.exchange(root.resolve("one"), root.resolve("other"))).isTrue();
    }
    sink.await("changed one");
    sink.await("changed other");
    awaitMarker("marker");

    assertThat(RareCalls.exchange(root.resolve("one"), root.resolve("other"))).isTrue();
    sink.await("changed one");
    sink.await("changed other");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_7_directoriesThatChangePlacesAreFollowed(SourceKind kind) throws Exception {
    Files.createDirectories(root.resolve("one/below"));
    Files.createDirectories(root.resolve("other/under"));
    start(kind);
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(RareCalls.exchange(root.resolve("one"), root.resolve("other"))).isTrue();
    }
    sink.awaitCovered(TreePath.of("one/under"));
    sink.awaitCovered(TreePath.of("other/below"));
    awaitMarker("marker");
    awaitMarker("a second look");

    write("one/f");
    write("other/g");
    sink.await("changed one/f");
    sink.await("changed other/g");
    write("one/under/f");
    write("other/below/g");
    sink.await("changed one/under/f");
    sink.await("changed other/below/g");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_8_aFileThatAnEditorReplacesIsReportedEachTime(SourceKind kind) throws Exception {
    write("f");
    start(kind);
    for (int i = 0; i < 5; i++) {
      Path aside = write("f~");
      Files.move(aside, root.resolve("f"), StandardCopyOption.REPLACE_EXISTING);
      sink.await("changed f");
      awaitMarker("marker " + i);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_11_aFileThatIsTruncatedByItsNameIsReported(SourceKind kind) throws Exception {
    Path file = write("f");
    start(kind);
    RareCalls.truncate(file, 0);

    sink.await(kind.knowsItsQueue() ? "written f" : "changed f");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_12_aFileThatGetsItsNameLateIsReported(SourceKind kind) throws Exception {
    start(kind);
    int handle = openNameless();
    try {
      Posix.write(handle, new byte[10], 0, 10);
      RareCalls.link(handle, root.resolve("named"));
      sink.awaitCovered(TreePath.of("named"));
    } finally {
      Posix.close(handle);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_12_whatIsWrittenAfterAFileGotItsNameIsReported(SourceKind kind) throws Exception {
    start(kind);
    int handle = openNameless();
    try {
      Posix.write(handle, new byte[10], 0, 10);
      RareCalls.link(handle, root.resolve("named"));
      sink.awaitCovered(TreePath.of("named"));
      awaitMarker("marker");
      Posix.write(handle, new byte[10], 0, 10);
    } finally {
      Posix.close(handle);
    }
    sink.await("changed named");
  }

  /**
   * A file that is deleted while it is open goes on telling of itself by the old name. The service
   * of the JDK passes that on, which costs a look and a deletion of what the target has not.
   */
  @ParameterizedTest
  @EnumSource(names = {"INOTIFY", "FANOTIFY", "POLLING"})
  void hazard_2_12_aFileThatHasLostItsNameSaysNothing(SourceKind kind) throws Exception {
    Path file = write("gone");
    start(kind);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      Files.delete(file);
      sink.await("changed gone");
      awaitMarker("marker");
      open.write(1);
    }
    write("last");
    sink.await("changed last");
    assertThat(sink.lines()).noneMatch(line -> line.contains("gone"));
  }

  private int openNameless() throws StoreException {
    try {
      int flags = NAMELESS_FILE | Posix.openDirectory() | Posix.O_RDWR;
      return Posix.openat(Posix.AT_FDCWD, bytes(root), flags, 0644);
    } catch (StoreException e) {
      Assumptions.assumeFalse(
          e.errno() == Errno.EOPNOTSUPP || e.errno() == Errno.EISDIR,
          "the file system has files without a name");
      throw e;
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_13_aPipeAndADeviceAreReportedAtOnce(SourceKind kind) throws Exception {
    start(kind);
    Posix.mknodat(Posix.AT_FDCWD, bytes(root.resolve("pipe")), FIFO, 0, 0);
    sink.await("changed pipe");
    if (makesDevice(root.resolve("device"))) {
      sink.await("changed device");
    }
  }

  private static boolean makesDevice(Path device) throws StoreException {
    try {
      Posix.mknodat(Posix.AT_FDCWD, bytes(device), NULL_DEVICE, 1, 3);
      return true;
    } catch (StoreException e) {
      assertThat(e.errno()).as("only root may").isEqualTo(Errno.EPERM);
      return false;
    }
  }

  /** The service of the JDK follows links when it starts to watch, so it is left out. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_22_aLinkInThePlaceOfADirectoryLeadsNowhere(SourceKind kind) throws Exception {
    Files.createDirectory(elsewhere.resolve("below"));
    Path directory = Files.createDirectories(root.resolve("d/below")).getParent();
    Path link = Files.createSymbolicLink(root.resolve("link"), elsewhere);
    start(kind);
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(RareCalls.exchange(directory, link)).isTrue();
    }
    Files.writeString(elsewhere.resolve("outside"), "x");
    Files.writeString(elsewhere.resolve("below/outside"), "x");
    write("marker");
    sink.await("changed marker");
    assertThat(sink.lines()).noneMatch(line -> line.contains("outside"));

    sink.clear();
    write("link/below/inside");
    sink.awaitCovered(TreePath.of("link/below/inside"));
  }

  /**
   * With fanotify the path comes from the kernel, which cannot tell it; the service of the JDK is
   * refused, and what is refused is compared by whoever uses the source.
   */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_23_whatIsDeeperThanAPathCanTellIsReported(SourceKind kind) throws Exception {
    try (DeepDirectories deep = new DeepDirectories(root, 30)) {
      start(kind);
      TreePath file = deep.addFile("f");
      if (kind == SourceKind.WATCHSERVICE) {
        sink.awaitLine("unwatched nnn");
      } else {
        sink.await(kind == SourceKind.FANOTIFY ? "tree ." : "changed " + file);
        assertThat(sink.lines()).noneMatch(line -> line.startsWith("unwatched"));
      }
    } finally {
      close();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_16_1_aLinkToTheParentIsNotFollowed(SourceKind kind) throws Exception {
    Files.createDirectory(root.resolve("d"));
    Files.createSymbolicLink(root.resolve("d/up"), Path.of(".."));
    start(kind);
    Files.createDirectories(root.resolve("new/below"));
    Files.createSymbolicLink(root.resolve("new/below/up"), Path.of("../.."));
    sink.awaitCovered(TreePath.of("new/below/up"));
    write("d/f");
    sink.await("changed d/f");
    awaitMarker("marker");
    write("new/below/g");
    sink.await("changed new/below/g");

    assertThat(sink.lines()).noneMatch(line -> line.contains("up/"));
    if (kind == SourceKind.INOTIFY) {
      assertThat(source.watchedDirectories()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_16_8_aRenameDecidesAnewWhatIsExcluded(SourceKind kind) throws Exception {
    Files.createDirectories(root.resolve("plain/below"));
    start(kind);
    Files.move(root.resolve("plain"), root.resolve("excluded"));
    sink.await("changed plain");
    write("excluded/below/f");
    awaitMarker("marker");
    write("excluded/below/g");
    write("last");
    sink.await("changed last");
    assertThat(sink.lines()).noneMatch(line -> line.contains("excluded/below"));

    Files.move(root.resolve("excluded"), root.resolve("plain"));
    sink.awaitCovered(TreePath.of("plain/below/g"));
    awaitMarker("another marker");
    write("plain/below/later");
    sink.awaitCovered(TreePath.of("plain/below/later"));
  }
}
