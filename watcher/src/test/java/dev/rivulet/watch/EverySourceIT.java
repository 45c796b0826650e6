// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.Endpoint;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.testkit.Administrator;
import dev.rivulet.watch.source.RareCalls;
import dev.rivulet.watch.source.SourceKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Section 1: what a mirror does must not depend on how it hears of changes. */
class EverySourceIT extends MirrorFixture {
  private void watch(SourceKind kind) throws Exception {
    if (kind == SourceKind.FANOTIFY) {
      Administrator.require();
    }
    TransferOptions options =
        TransferOptions.builder().archive().hardLinks(true).deleteMode(DeleteMode.DEFAULT).build();
    Pace pace = new Pace(Duration.ZERO, 0, Duration.ofMillis(300), EventMode.CLOSE_WRITE);
    mirrorTo(
        Endpoint.parse(target + "/"),
        options,
        settings -> settings.eventSource(kind).pollEvery(Duration.ofMillis(50)).pace(pace));
    assertThat(watcher.status().mirrors().get(0).eventSource()).isEqualTo(kind);
  }

  private Path write(String file, String content) throws IOException {
    Path path = source.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content);
  }

  private void move(String from, String to) throws IOException {
    Files.move(source.resolve(from), source.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  private void exchange(String one, String other) {
    assertThat(RareCalls.exchange(source.resolve(one), source.resolve(other))).isTrue();
  }

  private void permit(String path, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        source.resolve(path), PosixFilePermissions.fromString(permissions));
  }

  private void makeTree() throws IOException {
    for (String file : List.of("old/deep/f", "gone/deep/g", "one/below/f", "other/under/g")) {
      write(file, file);
    }
    for (String file : List.of("a", "this", "that", "hot", "edited", "long", "kept/mode")) {
      write(file, file);
    }
    Files.createLink(source.resolve("kept/linked"), write("name", "a file of two names"));
    write("file to directory", "x");
    Files.createDirectory(source.resolve("directory to file"));
  }

  private void deleteTree(String top) throws IOException {
    Files.delete(source.resolve(top + "/deep/g"));
    Files.delete(source.resolve(top + "/deep"));
    Files.delete(source.resolve(top));
  }

  private void rewriteInPlace(String file, String content) throws IOException {
    Path path = source.resolve(file);
    FileTime time = Files.getLastModifiedTime(path);
    try (RandomAccessFile open = new RandomAccessFile(path.toFile(), "rw")) {
      open.writeBytes(content);
    }
    Files.setLastModifiedTime(path, time);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_1_whateverIsDoneToTheSourceArrives(SourceKind kind) throws Exception {
    makeTree();
    watch(kind);
    for (int i = 0; i < 10; i++) {
      write("new" + i + "/b/c/leaf", "nested " + i);
    }
    move("old", "moved");
    move("a", "kept/b");
    deleteTree("gone");
    exchange("this", "that");
    exchange("one", "other");
    rewriteInPlace("hot", "HOT");
    rewriteInPlace("name", "A FILE OF TWO NAMES");
    RareCalls.truncate(source.resolve("long"), 1);
    move(source.relativize(write("edited~", "EDITED")).toString(), "edited");
    permit("kept/mode", "rwxr-x---");
    permit("kept", "rwx------");
    Files.createSymbolicLink(source.resolve("link"), Path.of("kept/b"));
    Files.delete(source.resolve("file to directory"));
    write("file to directory/now", "x");
    Files.delete(source.resolve("directory to file"));
    write("directory to file", "x");
    awaitEqual();

    write("new9/b/c/leaf", "changed where all is new");
    write("moved/deep/f", "changed under the new name");
    write("one/under/g", "changed in exchanged places");
    write("other/below/more", "made in exchanged places");
    Files.delete(source.resolve("name"));
    Files.delete(source.resolve("new3/b/c/leaf"));
    awaitEqual();
  }

  /** Moved away, an empty place in its stead, and the program started again over that. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AUTO")
  void hazard_2_16_aLostSourceTouchesNoTargetUntilItIsReleased(SourceKind kind) throws Exception {
    Path precious = target.resolve("d/precious");
    write("d/precious", "x");
    watch(kind);
    Files.move(source, work.resolve("away"));
    events.awaitLine("LOST");
    Files.createDirectory(source);
    events.awaitLine("REPLACED");
    write("stray", "x");
    permit("", "rwx------");
    assertThat(precious).exists();
    watcher.close();
    Files.delete(source.resolve("stray"));

    watch(kind);
    events.awaitLine("DeletionsHeld");
    permit("", "rwxr-x---");
    write("stray", "x");
    events.awaitEqual(() -> assertThat(target.resolve("stray")).exists());
    permit("", "rwx--x---");
    events.awaitEqual(
        () ->
            assertThat(Files.getPosixFilePermissions(target))
                .isEqualTo(Files.getPosixFilePermissions(source)));
    assertThat(precious).exists();
    assertThat(target.resolve("stray")).exists();

    assertThat(watcher.release("")).isEqualTo(1);
    awaitEqual();
    assertThat(precious).doesNotExist();
  }
}
