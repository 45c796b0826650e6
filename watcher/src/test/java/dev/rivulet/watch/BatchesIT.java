// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.watch.source.Inotify;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 5 and 6: what a batch carries beside the names it is about, and what it does not. */
class BatchesIT extends DaemonFixture {
  /** A directory is read (inotify(7), IN_ACCESS). */
  private static final int READ = 0x00000001;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private void watch(TransferOptions options) throws Exception {
    mirrorTo(module(), options, settings -> settings);
  }

  private void watch() throws Exception {
    watch(TransferOptions.builder().archive().deleteMode(DeleteMode.DEFAULT).build());
  }

  private static final FileTime TIME = FileTime.fromMillis(1_000_000_000_000L);

  private static void touch(Path file) throws IOException {
    Files.newOutputStream(file, StandardOpenOption.APPEND).close();
    Files.setLastModifiedTime(file, TIME);
  }

  /** The target was given the file by others: what it has is found out once. */
  @Test
  void hazard_2_14_aFileThatIsClosedWithoutAChangeSendsNoData() throws Exception {
    byte[] content = new byte[500_000];
    new Random(1).nextBytes(content);
    Path file = Files.write(source.resolve("file"), content);
    touch(file);
    Files.copy(file, target.resolve("file"), StandardCopyOption.COPY_ATTRIBUTES);
    watch();
    TargetStatus before = status();
    touch(file);
    events.awaitEqual(() -> assertThat(status().transfers()).isGreaterThan(before.transfers()));
    assertThat(watcher.flush("", PATIENCE).isComplete()).isTrue();
    TargetStatus found = status();
    assertThat(found.bytesSent() - before.bytesSent()).isPositive().isLessThan(content.length / 50);

    touch(file);
    assertThat(watcher.flush("", PATIENCE).isComplete()).isTrue();
    assertThat(status().transfers()).isEqualTo(found.transfers());
  }

  @Test
  void hazard_2_14_tenThousandTouchesWithEqualTimesMakeNoTransfer() throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Path directory = Files.createDirectories(source.resolve("d" + i % 10));
      files.add(Files.writeString(directory.resolve("f" + i), "content " + i));
      touch(files.get(i));
    }
    watch();
    TargetStatus before = status();
    for (int i = 0; i < 10_000; i++) {
      touch(files.get(i % files.size()));
    }
    assertThat(watcher.flush("", PATIENCE).isComplete()).isTrue();
    assertThat(status().transfers()).isEqualTo(before.transfers());
    assertThat(status().bytesSent()).isEqualTo(before.bytesSent());

    Files.writeString(files.get(7), "CONTENT 7");
    Files.setLastModifiedTime(files.get(7), TIME);
    events.awaitEqual(() -> assertThat(target.resolve("d7/f7")).hasContent("CONTENT 7"));
  }

  /** What the target has lost is not taken for known: the verification says so. */
  @Test
  void hazard_2_14_whatAVerificationFindsIsSentThoughItWasSentBefore() throws Exception {
    Path file = Files.writeString(source.resolve("file"), "content");
    watch();
    Files.delete(target.resolve("file"));
    watcher.verify("", false);
    events.awaitEqual(() -> assertThat(target.resolve("file")).hasSameTextualContentAs(file));
  }

  @Test
  void hazard_5_4_aDirectoryHasItsOwnTimeAfterAllThatWasWrittenInIt() throws Exception {
    Path directory = Files.createDirectories(source.resolve("a/b"));
    watch();
    for (int i = 0; i < 100; i++) {
      Files.writeString(directory.resolve("f" + i), "x");
      if (i % 3 == 0) {
        Files.delete(directory.resolve("f" + i));
      }
    }
    FileTime old = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(source.resolve("a"), old);
    awaitEqual();

    assertThat(Files.getLastModifiedTime(target.resolve("a"))).isEqualTo(old);
    assertThat(Files.getLastModifiedTime(target.resolve("a/b")))
        .isEqualTo(Files.getLastModifiedTime(directory));
  }

  /** A lock is gone before it is looked at, and a file is replaced by its equal. */
  @ParameterizedTest
  @ValueSource(strings = {".", "a", "a/b"})
  void hazard_5_4_aDirectoryHasItsOwnTimeThoughNothingInItIsToBeSent(String where)
      throws Exception {
    Path directory = Files.createDirectories(source.resolve(where));
    Path kept = Files.writeString(directory.resolve("kept"), "content");
    watch();
    for (int i = 0; i < 3; i++) {
      Files.delete(Files.createFile(directory.resolve("lock")));
      awaitEqualTimes(directory, target.resolve(where));
      Path copy = Files.copy(kept, work.resolve("copy" + i), StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(copy, kept, StandardCopyOption.REPLACE_EXISTING);
      awaitEqualTimes(directory, target.resolve(where));
    }
    awaitEqual();
  }

  @Test
  void hazard_5_4_aDirectoryHasItsOwnTimeWhereNothingIsDeleted() throws Exception {
    Path directory = Files.createDirectories(source.resolve("a"));
    Path file = Files.writeString(directory.resolve("file"), "content");
    watch(TransferOptions.builder().archive().build());
    Files.delete(file);
    awaitEqualTimes(directory, target.resolve("a"));
    assertThat(target.resolve("a/file")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "a", "a/b"})
  void hazard_5_4_aDirectoryHasItsOwnTimeAfterANameThatIsLeftOut(String where) throws Exception {
    Path directory = Files.createDirectories(source.resolve(where));
    byte[] pattern = "*.tmp".getBytes(UTF_8);
    FilterList rules = new FilterList(List.of(new FilterRule(Kind.EXCLUDE, pattern, 0)));
    watch(TransferOptions.builder().archive().filters(rules).build());
    Files.createFile(directory.resolve("f.tmp"));
    awaitEqualTimes(directory, target.resolve(where));
    assertThat(target.resolve(where).resolve("f.tmp")).doesNotExist();
  }

  private void awaitEqualTimes(Path ours, Path theirs) throws Exception {
    FileTime expected = Files.getLastModifiedTime(ours);
    events.awaitEqual(() -> assertThat(Files.getLastModifiedTime(theirs)).isEqualTo(expected));
  }

  @Test
  void hazard_6_2_aChangeInALargeDirectoryDoesNotReadIt() throws Exception {
    Path directory = Files.createDirectory(source.resolve("large"));
    for (int i = 0; i < 1000; i++) {
      Files.createFile(directory.resolve("f" + i));
    }
    watch();
    try (Inotify reads = Inotify.open()) {
      reads.watch(directory.toString().getBytes(UTF_8), READ);
      Files.writeString(directory.resolve("f500"), "changed");
      Files.writeString(directory.resolve("new"), "new");
      Files.delete(directory.resolve("f501"));
      events.awaitLine("DELETED large/f501");
      events.awaitEqual(() -> assertThat(target.resolve("large/f500")).hasContent("changed"));
      events.awaitEqual(() -> assertThat(target.resolve("large/new")).hasContent("new"));
      assertThat(readsOfTheDirectory(reads)).isZero();

      directory.toFile().list();
      assertThat(readsOfTheDirectory(reads)).as("what a listing looks like").isPositive();
    }
  }

  private static int readsOfTheDirectory(Inotify reads) throws IOException {
    List<String> found = new ArrayList<>();
    while (reads.awaitReadable(0)) {
      reads.read(
          event -> {
            if (event.isDirectory() && event.name().length == 0) {
              found.add(event.toString());
            }
          });
    }
    return found.size();
  }

  @Test
  void hazard_6_3_theDirectoriesThatLeadToANameGetTheirAttributesBack() throws Exception {
    Path directory = Files.createDirectories(source.resolve("a/b"));
    Files.setPosixFilePermissions(
        source.resolve("a"), PosixFilePermissions.fromString("rwx------"));
    watch();
    Files.setPosixFilePermissions(
        target.resolve("a"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(directory.resolve("new"), "x");

    awaitEqual();
    assertThat(Files.getPosixFilePermissions(target.resolve("a")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void hazard_15_12_aSocketThatIsNotAskedForIsLeftOutAndIsNoFailure() throws Exception {
    watch(TransferOptions.builder().recursive(true).links(true).times(true).build());
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(source.resolve("socket")));
      Files.writeString(source.resolve("file"), "x");
      events.awaitLine("UPDATED file");
      events.awaitEqual(() -> assertThat(status().inStep()).isTrue());
    }

    assertThat(target.resolve("socket")).doesNotExist();
    assertThat(target.resolve("file")).exists();
  }
}
