// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 5.5: what is published is no younger than what it tells of. */
class OlderFilesTest {
  private static final TreePath FILE = TreePath.of("file");

  @TempDir Path directory;

  @FunctionalInterface
  private interface Look {
    void at(FileTree tree) throws IOException;
  }

  private Instant changeTime(String name) throws IOException {
    FileTime time = (FileTime) Files.getAttribute(directory.resolve(name), "unix:ctime");
    return time.toInstant();
  }

  private boolean look(Instant moment, Look look) throws IOException {
    OlderFiles older = new OlderFiles(LocalFiles.currentDirectory(), moment);
    try (Workspace place = older.open();
        FileTree tree = place.open(directory.toString().getBytes(UTF_8))) {
      look.at(tree);
    }
    return older.hasLeftOut();
  }

  private static List<String> names(FileTree tree) throws IOException {
    List<String> names = new ArrayList<>();
    tree.scan(
        TreePath.ROOT,
        new EntryVisitor() {
          @Override
          public void entry(byte[] name, FileAttributes attributes) {
            names.add(new String(name, UTF_8));
          }

          @Override
          public void failed(byte[] name, StoreException reason) throws StoreException {
            throw reason;
          }
        });
    return names;
  }

  @Test
  void hazard_5_5_whatHasChangedSinceTheMomentIsNotThere() throws Exception {
    Files.writeString(directory.resolve("file"), "x");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
    Files.createDirectory(directory.resolve("sub"));
    boolean leftOut =
        look(
            changeTime("file"),
            tree -> {
              assertThat(names(tree)).containsExactly("sub");
              assertThat(tree.statOrMissing(FILE).isMissing()).isTrue();
              assertThatThrownBy(() -> tree.open(FILE)).isInstanceOf(StoreException.class);
              assertThatThrownBy(() -> tree.readLink(TreePath.of("link")))
                  .isInstanceOf(StoreException.class);
            });
    assertThat(leftOut).isTrue();
  }

  /** Times of the file itself do not count: a program may set them. */
  @Test
  void hazard_5_5_whatWasLeftAloneIsThere() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
    boolean leftOut =
        look(
            changeTime("file").plus(OlderFiles.TICK).plusMillis(1),
            tree -> {
              assertThat(names(tree)).containsExactly("file");
              try (SourceFile open = tree.open(FILE)) {
                assertThat(open.read(0, new byte[9], 0, 9)).isEqualTo(1);
              }
            });
    assertThat(leftOut).isFalse();
  }

  @Test
  void hazard_5_5_whatIsReplacedWhileItIsReadIsNotReadToTheEnd() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "xy");
    Instant moment = changeTime("file").plus(OlderFiles.TICK).plusMillis(1);
    Files.createDirectory(directory.resolve("sub"));
    boolean leftOut =
        look(
            moment,
            tree -> {
              try (SourceFile open = tree.open(FILE)) {
                assertThat(open.read(0, new byte[1], 0, 1)).isEqualTo(1);
                touchAfter(moment, file);
                assertThatThrownBy(() -> open.read(1, new byte[1], 0, 1))
                    .isInstanceOf(StoreException.class);
              }
            });
    assertThat(leftOut).isTrue();
  }

  private void touchAfter(Instant moment, Path file) throws IOException {
    while (changeTime("file").isBefore(moment)) {
      Files.writeString(file, "ab");
    }
  }
}
