// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.watch.source.NamePatterns;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 15: contents that change in ways that are easy to miss. */
class ContentIT extends DaemonFixture {
  private Path file;

  @BeforeEach
  void nameFile() {
    file = source.resolve("file");
  }

  private void watch() throws Exception {
    watch(TransferOptions.builder());
  }

  /** Files that stay open are sent after a short while. */
  private void watch(TransferOptionsBuilder options) throws Exception {
    Pace pace = new Pace(Duration.ZERO, 0, Duration.ofMillis(300), EventMode.CLOSE_WRITE);
    TransferOptions transfer = options.archive().deleteMode(DeleteMode.DEFAULT).build();
    mirrorTo(module(), transfer, settings -> settings.pace(pace));
  }

  @Test
  void hazard_15_2_aFileOfTheSameSizeAndTimeReplacesAnother() throws Exception {
    FileTime time = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(Files.writeString(file, "old"), time);
    watch();
    Path other = Files.writeString(work.resolve("other"), "new");
    Files.setLastModifiedTime(other, time);

    Files.copy(
        other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    awaitEqual();
    assertThat(target.resolve("file")).hasContent("new");
  }

  /** No event tells of a write by a name that is not in the source. */
  @Test
  void hazard_15_4_aFileThatChangesOnItsWayWithoutAnEventIsSentAgain() throws Exception {
    watch(TransferOptions.builder().bandwidthLimit(400));
    Path outside = Files.write(work.resolve("outside"), new byte[600_000]);
    Files.createLink(file, outside);
    events.awaitEqual(
        () -> assertThat(target).isDirectoryContaining(p -> p.toString().contains("/.file.")));
    try (RandomAccessFile writer = new RandomAccessFile(outside.toFile(), "rw")) {
      writer.write(1);
    }
    events.awaitEqual(() -> assertThat(target.resolve("file")).hasSameBinaryContentAs(file));
  }

  /** Each look may meet a file in the tick of the clock in which it is written once more. */
  @Test
  void hazard_15_3_aWriteInTheSameTickAsTheLastLookIsNotMissed() throws Exception {
    Files.writeString(file, "0");
    watch();
    for (int i = 1; i <= 5; i++) {
      Files.writeString(file, Integer.toString(i));
      Files.writeString(file, Integer.toString(i + 1));
      events.awaitEqual(() -> assertThat(target.resolve("file")).hasSameTextualContentAs(file));
      Files.writeString(file, Integer.toString(i));
    }
    awaitEqual();
  }

  @Test
  void hazard_15_4_aFileThatIsWrittenWhileItIsSentArrivesAsItIsInTheEnd() throws Exception {
    watch();
    byte[] block = new byte[50_000];
    try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
      for (int i = 0; i < 30; i++) {
        block[0] = (byte) i;
        writer.seek(i % 20 * (long) block.length);
        writer.write(block);
      }
    }
    awaitEqual();
  }

  @Test
  void hazard_15_5_aFileThatShrinksWhileItIsSentArrives() throws Exception {
    watch();
    for (int i = 0; i < 5; i++) {
      Files.write(file, new byte[500_000]);
      try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
        writer.setLength(1000 + i);
      }
    }
    awaitEqual();
  }

  @Test
  void hazard_15_6_aLogThatStaysOpenFollows() throws Exception {
    watch();
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
      for (int i = 0; i < 20; i++) {
        log.writeBytes("line " + i + "\n");
      }
      events.awaitEqual(() -> assertThat(target.resolve("file")).hasSameTextualContentAs(file));
    }
  }

  /** What was wrong before its end stays so: nothing but the end is looked at. */
  @Test
  void hazard_15_6_onlyTheEndOfAFileThatOnlyGrowsIsSent() throws Exception {
    TransferOptions options = TransferOptions.builder().archive().build();
    NamePatterns logs = new NamePatterns(List.of("file".getBytes(UTF_8)));
    mirrorTo(module(), options, settings -> settings.appendOnly(logs));
    append("first");
    awaitEqual();
    Files.write(target.resolve("file"), "WRONG".getBytes(UTF_8), StandardOpenOption.WRITE);
    append("second");
    awaitLastLine("second");
    assertThat(target.resolve("file")).content().startsWith("WRONG");

    Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    append("shorter");
    awaitEqual();
    append("longer");
    awaitEqual();
    Files.write(target.resolve("file"), "WRONG".getBytes(UTF_8), StandardOpenOption.WRITE);
    Files.copy(file, source.resolve("file.1"));
    Files.move(source.resolve("file.1"), file, StandardCopyOption.REPLACE_EXISTING);
    append("another file");
    awaitEqual();
  }

  @Test
  void hazard_15_6_ofAFileThatOnlyGrowsTheEndIsSentWhileItStaysOpen() throws Exception {
    TransferOptions options = TransferOptions.builder().archive().build();
    Pace pace = new Pace(Duration.ZERO, 0, Duration.ofHours(1), EventMode.CLOSE_WRITE);
    NamePatterns logs = new NamePatterns(List.of("file".getBytes(UTF_8)));
    mirrorTo(module(), options, settings -> settings.appendOnly(logs).pace(pace));
    append("first");
    awaitEqual();
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
      log.seek(log.length());
      log.writeBytes("second\n");
      awaitLastLine("second");
    }
  }

  /** The comparison has found equal sizes and times. */
  @Test
  void hazard_15_6_theBeginningOfAFileThatOnlyGrowsIsThereAfterTheFirstComparison()
      throws Exception {
    FileTime time = FileTime.fromMillis(1_000_000_000_000L);
    append("first");
    Files.setLastModifiedTime(file, time);
    Files.setLastModifiedTime(Files.writeString(target.resolve("file"), "WRONG\n"), time);
    TransferOptions options = TransferOptions.builder().archive().build();
    NamePatterns logs = new NamePatterns(List.of("file".getBytes(UTF_8)));
    mirrorTo(module(), options, settings -> settings.appendOnly(logs));
    append("second");
    events.awaitEqual(() -> assertThat(target.resolve("file")).hasContent("WRONG\nsecond\n"));
  }

  private void append(String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void awaitLastLine(String line) throws Exception {
    long size = Files.size(file);
    events.awaitEqual(() -> assertThat(target.resolve("file")).hasSize(size));
    assertThat(target.resolve("file")).content().endsWith(line + "\n");
  }

  @Test
  void hazard_15_7_aLogIsRotatedBothWays() throws Exception {
    Files.writeString(file, "first\n");
    watch();
    Files.move(file, source.resolve("file.1"));
    Files.writeString(file, "second\n");
    awaitEqual();
    Files.copy(file, source.resolve("file.2"));
    Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    Files.writeString(file, "third\n", StandardOpenOption.APPEND);
    awaitEqual();
  }

  @Test
  void hazard_15_8_holesStayHoles() throws Exception {
    watch(TransferOptions.builder().sparse(true));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(8_000_000);
      sparse.seek(4_000_000);
      sparse.writeBytes("in the middle of nothing");
    }
    events.awaitEqual(() -> assertThat(target.resolve("file")).hasSameBinaryContentAs(file));
    Process du = new ProcessBuilder("du", "-k", target.resolve("file").toString()).start();
    String kilobytes = new String(du.getInputStream().readAllBytes()).split("\\s")[0];
    assertThat(Integer.parseInt(kilobytes)).isLessThan(2000);
  }

  @Test
  void hazard_15_9_changedPermissionsSendNoData() throws Exception {
    Files.write(file, new byte[2_000_000]);
    watch();
    long before = sent();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    awaitEqual();
    assertThat(sent() - before).isLessThan(2000);
  }

  private long sent() {
    return watcher.status().mirrors().get(0).targets().get(0).bytesSent();
  }

  @Test
  void hazard_15_13_extendedAttributesFollow() throws Exception {
    Files.writeString(file, "x");
    watch(TransferOptions.builder().xattrs(1));
    Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
        .write("note", ByteBuffer.wrap("value".getBytes(StandardCharsets.UTF_8)));
    events.awaitEqual(
        () ->
            assertThat(
                    Files.getFileAttributeView(
                            target.resolve("file"), UserDefinedFileAttributeView.class)
                        .list())
                .contains("note"));
  }
}
