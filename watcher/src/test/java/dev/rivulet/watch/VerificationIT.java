// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.watch.Difference.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verifications with the real rsync daemon as target. */
class VerificationIT extends DaemonFixture {
  private static final FileTime OLD = FileTime.from(Instant.parse("2020-01-02T03:04:05Z"));

  private Path file;

  @BeforeEach
  void fillSource() throws IOException {
    file = Files.writeString(source.resolve("file"), "as it should be");
    Files.setLastModifiedTime(file, OLD);
    Files.createDirectory(source.resolve("d"));
    Files.writeString(source.resolve("d/inner"), "inner");
  }

  private void watch(TransferOptionsBuilder options, Duration verifyEvery) throws Exception {
    mirrorTo(
        module(),
        options.archive().deleteMode(DeleteMode.DEFAULT).build(),
        settings -> settings.verifyEvery(verifyEvery).verifyContents(true));
  }

  private void watch() throws Exception {
    watch(TransferOptions.builder(), Duration.ZERO);
  }

  private Verification verify(boolean contents) throws Exception {
    List<Verification> verified = watcher.verify("", contents);
    assertThat(verified).hasSize(1);
    assertThat(verified.get(0).trouble()).isEmpty();
    return verified.get(0);
  }

  private void awaitArrived(Path path, String text) throws Exception {
    events.awaitEqual(
        () -> assertThat(target.resolve(source.relativize(path).toString())).hasContent(text));
  }

  @Test
  void namesEverythingThatDiffersAndRepairsIt() throws Exception {
    watch();
    assertThat(verify(true).isEqual()).isTrue();
    Files.writeString(target.resolve("file"), "and how it is not");
    Files.delete(target.resolve("d/inner"));
    Files.createDirectory(target.resolve("d/surplus"));
    Files.writeString(target.resolve("d/surplus/too"), "x");
    Files.setPosixFilePermissions(
        target.resolve("d"), PosixFilePermissions.fromString("rwx------"));

    Verification found = verify(false);

    assertThat(found.differences())
        .containsExactlyInAnyOrder(
            new Difference("file", Kind.CONTENT),
            new Difference("d", Kind.ATTRIBUTES),
            new Difference("d/inner", Kind.MISSING),
            new Difference("d/surplus", Kind.SURPLUS),
            new Difference("d/surplus/too", Kind.SURPLUS));
    assertThat(found.differing()).isEqualTo(5);
    assertThat(found.lost()).isEqualTo(5);
    assertThat(status().findings().lostUpdates()).isEqualTo(5);
    assertThat(status().findings().verifiedAt()).isPresent();
    awaitArrived(file, "as it should be");
    awaitArrived(source.resolve("d/inner"), "inner");
    events.awaitEqual(() -> assertThat(target.resolve("d/surplus")).doesNotExist());
    events.awaitEqual(() -> assertThat(status().inStep()).isTrue());
    assertThat(verify(true).isEqual()).isTrue();
  }

  @Test
  void hazard_15_2_contentsOfTheSameSizeAndTimeAreFoundByReadingThem() throws Exception {
    watch();
    Files.writeString(target.resolve("file"), "as it might be.");
    Files.setLastModifiedTime(target.resolve("file"), OLD);

    assertThat(verify(false).isEqual()).isTrue();
    assertThat(verify(true).differences()).containsExactly(new Difference("file", Kind.CONTENT));
    awaitArrived(file, "as it should be");
  }

  @Test
  void hazard_2_9_aWriteThroughANameElsewhereIsFoundAndRepaired() throws Exception {
    Path elsewhere = work.resolve("elsewhere");
    Files.createLink(elsewhere, file);
    watch();
    Files.writeString(elsewhere, "written elsewhere");

    assertThat(verify(false).lost()).isEqualTo(1);
    awaitArrived(file, "written elsewhere");
  }

  @Test
  void hazard_2_10_aStoreIntoAMappedFileIsFoundAndRepaired() throws Exception {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      MappedByteBuffer mapped = open.getChannel().map(MapMode.READ_WRITE, 0, 15);
      watch();
      mapped.put(0, (byte) 'A');
      mapped.force();

      assertThat(verify(false).lost()).isEqualTo(1);
      awaitArrived(file, "As it should be");
    }
  }

  @Test
  void verifiesByItselfFromTimeToTime() throws Exception {
    watch(TransferOptions.builder(), Duration.ofMillis(100));
    Files.writeString(target.resolve("file"), "spoilt");
    awaitArrived(file, "as it should be");
    events.awaitEqual(() -> assertThat(status().findings().lostUpdates()).isPositive());
  }

  @Test
  void takesNoChangeThatIsUnderWayForALostOne() throws Exception {
    watch(TransferOptions.builder(), Duration.ofMillis(1));
    for (int i = 0; i < 300; i++) {
      Files.writeString(source.resolve("d/new" + i % 40), "round " + i);
      Files.writeString(file, "round " + i);
      if (i % 3 == 0) {
        Files.delete(source.resolve("d/new" + i % 40));
      }
    }
    awaitArrived(file, "round 299");
    assertThat(verify(true).isEqual()).isTrue();
    assertThat(status().findings().lostUpdates()).as("%s", events.lines()).isZero();
    assertThat(status().findings().verifiedAt()).isPresent();
  }

  @Test
  void hazard_15_14_whatIsNewerAtTheTargetIsCountedAndReported() throws Exception {
    Path newer = Files.writeString(target.resolve("file"), "newer");
    Files.setLastModifiedTime(newer, FileTime.from(Instant.now().plusSeconds(86_400)));
    watch(TransferOptions.builder().update(true), Duration.ZERO);

    assertThat(verify(false).differences()).containsExactly(new Difference("file", Kind.NEWER));
    assertThat(status().findings().newer()).containsExactly("file");
    assertThat(status().findings().newerAtTarget()).isEqualTo(1);
    assertThat(status().findings().lostUpdates()).isZero();
    assertThat(newer).hasContent("newer");

    Files.writeString(file, "newest");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(200_000)));
    awaitArrived(file, "newest");
    assertThat(verify(false).isEqual()).isTrue();
    assertThat(status().findings().newerAtTarget()).isZero();
  }

  @Test
  void hazard_10_5_whatAKilledReceiverHasLeftIsDeletedWithTheNextTry() throws Exception {
    watch(TransferOptions.builder().bandwidthLimit(4000), Duration.ZERO);
    byte[] big = new byte[4_000_000];
    new Random(1).nextBytes(big);
    Files.write(source.resolve("big"), big);
    events.awaitEqual(() -> assertThat(leftOver()).hasSize(1));
    daemon.stop();
    daemon.startAgain();

    events.awaitEqual(() -> assertThat(target.resolve("big")).hasBinaryContent(big));
    events.awaitEqual(() -> assertThat(leftOver()).isEmpty());
  }

  private List<String> leftOver() {
    return Stream.of(target.toFile().list()).filter(name -> name.startsWith(".big.")).toList();
  }

  @Test
  void saysWhyATargetCannotBeVerified() throws Exception {
    watch();
    watcher.pause("");
    assertThat(watcher.verify("", false).get(0).trouble()).isEqualTo("paused on request");
    watcher.resume("");
    daemon.stop();
    assertThat(watcher.verify("", false).get(0).trouble()).isNotEmpty();
    assertThat(watcher.verify("nobody", false)).isEmpty();
  }
}
