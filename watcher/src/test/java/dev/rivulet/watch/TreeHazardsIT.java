// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.Endpoint;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.watch.source.NamePatterns;
import dev.rivulet.watch.source.RareCalls;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sections 2 and 16: names, links and types that are easy to get wrong, with a local target. */
class TreeHazardsIT extends MirrorFixture {
  /** Files that are not closed are sent after a short while. */
  private void watch() throws Exception {
    watch(NamePatterns.NONE);
  }

  private void watch(NamePatterns polled) throws Exception {
    TransferOptions options =
        TransferOptions.builder().archive().hardLinks(true).deleteMode(DeleteMode.DEFAULT).build();
    Pace pace = new Pace(Duration.ZERO, 0, Duration.ofMillis(300), EventMode.CLOSE_WRITE);
    mirrorTo(
        Endpoint.parse(target + "/"),
        options,
        settings -> settings.pace(pace).polled(polled).pollEvery(Duration.ofMillis(50)));
  }

  @Test
  void hazard_2_7_filesAndDirectoriesThatChangePlacesArriveWhereTheyAreInTheEnd() throws Exception {
    Files.createDirectories(source.resolve("one/below"));
    Files.writeString(source.resolve("one/below/f"), "first");
    Files.createDirectories(source.resolve("other/under"));
    Files.writeString(source.resolve("other/under/f"), "second");
    Files.writeString(source.resolve("this"), "this");
    Files.writeString(source.resolve("that"), "that");
    watch();
    for (int i = 0; i < 999; i++) {
      assertThat(RareCalls.exchange(source.resolve("one"), source.resolve("other"))).isTrue();
      assertThat(RareCalls.exchange(source.resolve("this"), source.resolve("that"))).isTrue();
    }
    awaitEqual();
    assertThat(target.resolve("one/under/f")).hasContent("second");
    assertThat(target.resolve("this")).hasContent("that");
  }

  @Test
  void hazard_2_9_aWriteByOneNameArrivesByAllAndTheyStayLinked() throws Exception {
    Files.createDirectory(source.resolve("a"));
    Files.createDirectory(source.resolve("b"));
    Files.writeString(source.resolve("a/f"), "first");
    Files.createLink(source.resolve("b/g"), source.resolve("a/f"));
    watch();
    try (RandomAccessFile file = new RandomAccessFile(source.resolve("b/g").toFile(), "rw")) {
      file.writeBytes("second");
    }
    awaitEqual();
    assertThat(target.resolve("a/f")).hasContent("second");
    assertThat(Files.isSameFile(target.resolve("a/f"), target.resolve("b/g"))).isTrue();
  }

  /** The file stays mapped and open, so no event tells of the stores. */
  @Test
  void hazard_2_10_whatIsStoredIntoAMappedFileArrivesIfItIsPolled() throws Exception {
    Path file = Files.createDirectory(source.resolve("db")).resolve("data.mdb");
    Files.write(file, new byte[4096]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    watch(new NamePatterns(List.of("db/*.mdb".getBytes(UTF_8))));
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      MappedByteBuffer mapped = open.getChannel().map(MapMode.READ_WRITE, 0, 4096);
      mapped.put(0, (byte) 'a');
      mapped.force();
      assertThat(Files.getLastModifiedTime(file).toMillis())
          .as("the file system moves the time of a file that is stored into")
          .isGreaterThan(1_000_000_000_000L);
      events.awaitEqual(
          () ->
              assertThat(Files.readAllBytes(target.resolve("db/data.mdb"))[0])
                  .isEqualTo((byte) 'a'));
    }
  }

  @Test
  void hazard_2_11_aFileThatIsTruncatedByItsNameArrives() throws Exception {
    Path file = Files.writeString(source.resolve("f"), "full");
    watch();
    RareCalls.truncate(file, 0);
    awaitEqual();
    assertThat(target.resolve("f")).isEmptyFile();
  }

  /** The target has the same link, which leads to the same files outside. */
  @Test
  void hazard_16_2_whatIsBehindALinkInThePlaceOfADirectoryIsLeftAlone() throws Exception {
    Path outside = Files.createDirectories(work.resolve("outside"));
    Files.writeString(outside.resolve("f"), "precious");
    Files.writeString(outside.resolve("g"), "precious");
    Path directory = Files.createDirectory(source.resolve("d"));
    Path link = Files.createSymbolicLink(source.resolve("link"), outside);
    watch();
    for (int i = 0; i < 199; i++) {
      Path real = i % 2 == 0 ? directory : link;
      Files.writeString(real.resolve("f"), "round " + i);
      assertThat(RareCalls.exchange(directory, link)).isTrue();
      Files.delete((i % 2 == 0 ? link : directory).resolve("f"));
    }
    awaitEqual();
    assertThat(outside.resolve("f")).hasContent("precious");
    assertThat(outside.resolve("g")).hasContent("precious");
  }

  @Test
  void hazard_16_6_theLongestNamesArrive() throws Exception {
    watch();
    Path directory = Files.createDirectory(source.resolve("d".repeat(255)));
    Files.writeString(directory.resolve("f".repeat(255)), "x");
    Files.writeString(directory.resolve("é".repeat(127) + "e"), "y");
    assertThat("é".repeat(127).getBytes(UTF_8)).hasSize(254);
    Files.createSymbolicLink(source.resolve("l".repeat(255)), Path.of("f"));
    awaitEqual();
    Files.writeString(directory.resolve("f".repeat(255)), "changed");
    awaitEqual();
  }

  /** A name that has got its last type is replaced by another of that type once more. */
  @Test
  void hazard_16_9_everythingMayTakeThePlaceOfEverything() throws Exception {
    for (Type before : Type.values()) {
      for (Type after : Type.values()) {
        before.make(source.resolve(before + "-" + after), "before");
      }
    }
    watch();
    awaitEqual();
    replaceAll("after");
    awaitEqual();
    assertThat(target.resolve("FILE-DIRECTORY/below/f")).hasContent("after");
    replaceAll("again");
    awaitEqual();
  }

  private void replaceAll(String content) throws IOException {
    for (Type before : Type.values()) {
      for (Type after : Type.values()) {
        Path path = source.resolve(before + "-" + after);
        Path aside = work.resolve("aside");
        after.make(aside, content);
        assertThat(RareCalls.exchange(path, aside)).isTrue();
        remove(aside);
      }
    }
  }

  private static void remove(Path path) throws IOException {
    if (!Files.isSymbolicLink(path) && Files.isDirectory(path)) {
      Files.delete(path.resolve("below/f"));
      Files.delete(path.resolve("below"));
    }
    Files.delete(path);
  }

  /** What an entry can be. */
  private enum Type {
    FILE {
      @Override
      void make(Path path, String content) throws IOException {
        Files.writeString(path, content);
      }
    },
    DIRECTORY {
      @Override
      void make(Path path, String content) throws IOException {
        Files.writeString(Files.createDirectories(path.resolve("below")).resolve("f"), content);
      }
    },
    LINK {
      @Override
      void make(Path path, String content) throws IOException {
        Files.createSymbolicLink(path, Path.of(content));
      }
    };

    abstract void make(Path path, String content) throws IOException;
  }
}
