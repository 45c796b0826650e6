// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeAssertTest {

  private static final Instant THEN = Instant.parse("2020-02-03T04:05:06.123456789Z");

  @TempDir Path temp;
  private Path one;
  private Path two;

  @BeforeEach
  void makeTwoEqualTrees() throws IOException {
    one = makeTree(temp.resolve("one"));
    two = makeTree(temp.resolve("two"));
  }

  @Test
  void equalTreesHaveNoDifferences() {
    TreeAssert.assertThatTree(two).isEqualTo(one);
    TreeAssert.assertThatTree(two).withHoles().isEqualTo(one);
  }

  @Test
  void failsWithEveryDifference() throws IOException {
    Files.delete(two.resolve("dir/file"));
    Files.writeString(two.resolve("new"), "x");

    assertThatThrownBy(() -> TreeAssert.assertThatTree(two).isEqualTo(one))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("dir/file: missing file")
        .hasMessageContaining("new: unexpected file")
        .hasMessageContaining(".: mtime expected");
  }

  @Test
  void seesContentOfEqualSize() throws IOException {
    Files.writeString(two.resolve("dir/file"), "hellO");
    touch(two.resolve("dir/file"));

    assertThat(TreeAssert.assertThatTree(two).differencesTo(one))
        .containsExactly("dir/file: content differs at byte 4 of 5");
  }

  @Test
  void seesOneNanosecond() throws IOException {
    Files.setLastModifiedTime(two.resolve("dir/file"), FileTime.from(THEN.plusNanos(1)));

    assertThat(TreeAssert.assertThatTree(two).differencesTo(one))
        .singleElement()
        .asString()
        .startsWith("dir/file: mtime");
    assertThat(TreeAssert.assertThatTree(two).ignoring(TreeAspect.MTIME).differencesTo(one))
        .isEmpty();
  }

  @Test
  void seesModeTypeTargetAndHardLinks() throws IOException {
    Files.setPosixFilePermissions(
        two.resolve("dir/file"), PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.delete(two.resolve("link"));
    Files.createSymbolicLink(two.resolve("link"), Path.of("dir"));
    Files.delete(two.resolve("twin"));
    Files.writeString(two.resolve("twin"), "twins");
    Files.delete(two.resolve("other"));
    Files.createDirectory(two.resolve("other"));

    assertThat(
            TreeAssert.assertThatTree(two)
                .comparingOnly(TreeAspect.MODE, TreeAspect.SYMLINK_TARGET, TreeAspect.HARD_LINKS)
                .differencesTo(one))
        .containsExactly(
            "dir/file: mode expected 644 but was 666",
            "link: target expected dir/file but was dir",
            "other: expected a file but found a directory",
            "twin: first name of its hard links expected original but was twin");
  }

  @Test
  void seesHolesWhenAsked() throws IOException {
    Path full = Files.write(one.resolve("sparse"), new byte[1 << 20]);
    Path hollow = two.resolve("sparse");
    try (RandomAccessFile file = new RandomAccessFile(hollow.toFile(), "rw")) {
      file.setLength(1 << 20);
    }
    touch(full, hollow, one, two);
    for (Path file : new Path[] {full, hollow}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    assertThat(TreeAssert.assertThatTree(two).differencesTo(one)).isEmpty();
    assertThat(TreeAssert.assertThatTree(two).withHoles().differencesTo(one))
        .singleElement()
        .asString()
        .startsWith("sparse: allocated bytes");
  }

  private static Path makeTree(Path root) throws IOException {
    Files.createDirectories(root.resolve("dir"));
    Files.writeString(root.resolve("dir/file"), "hello");
    Files.writeString(root.resolve("other"), "");
    Files.writeString(root.resolve("original"), "twins");
    Files.createLink(root.resolve("twin"), root.resolve("original"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("dir/file"));
    for (String name : new String[] {"dir/file", "other", "original"}) {
      Files.setPosixFilePermissions(
          root.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
    }
    touch(
        root.resolve("dir/file"),
        root.resolve("other"),
        root.resolve("original"),
        root.resolve("link"),
        root.resolve("dir"),
        root);
    return root;
  }

  private static void touch(Path... paths) throws IOException {
    FileTime time = FileTime.from(THEN);
    for (Path path : paths) {
      Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(time, time, null);
    }
  }
}
