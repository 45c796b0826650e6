// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.testkit.RealRsync;
import dev.rivulet.testkit.TreeAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 8: what is renamed is not sent again, and nothing depends on that. */
class RenameIT {
  private static final int MEGABYTE = 1_000_000;

  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();
  private final Random random = new Random(8);
  private Path source;
  private Path target;
  private RestartableDaemon daemon;
  private Watcher watcher;

  @BeforeEach
  void makeDirectories() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target"));
  }

  @AfterEach
  void stop() throws IOException {
    if (watcher != null) {
      watcher.close();
    }
    if (daemon != null) {
      daemon.close();
    }
  }

  private void watch(String... daemonSettings) throws Exception {
    watch(TransferOptions.builder().deleteMode(DeleteMode.DEFAULT), true, daemonSettings);
  }

  private void watch(TransferOptionsBuilder options, boolean renames, String... daemonSettings)
      throws Exception {
    daemon = RestartableDaemon.start(RealRsync.find(), work, target, "root", daemonSettings);
    watch(DaemonUrl.of("127.0.0.1", daemon.port(), "mirror/"), options, renames);
  }

  private void watch(Endpoint endpoint, TransferOptionsBuilder options, boolean renames)
      throws Exception {
    Mirror mirror =
        Mirror.of(
            (source + "/").getBytes(UTF_8),
            List.of(endpoint),
            options.archive().build(),
            RsyncClient.builder().build());
    watcher =
        Watcher.builder()
            .mirror(mirror.withSettings(mirror.settings().toBuilder().renames(renames).build()))
            .listener(events)
            .start();
    events.awaitSynchronised();
    awaitIdle();
  }

  private void awaitIdle() throws Exception {
    watcher.flush("", Duration.ofSeconds(30));
  }

  /** A file of random bytes, which neither compression nor its neighbours make smaller. */
  private Path write(String name, int size) throws IOException {
    byte[] content = new byte[size];
    random.nextBytes(content);
    Files.createDirectories(source.resolve(name).getParent());
    return Files.write(source.resolve(name), content);
  }

  private void writeDirectory(String name, int size) throws IOException {
    for (int i = 0; i < 10; i++) {
      write(name + "/sub" + i % 3 + "/f" + i, size / 10);
    }
  }

  private void move(String from, String to) throws IOException {
    Files.move(source.resolve(from), source.resolve(to));
  }

  private static Object file(Path path, String attribute) throws IOException {
    return Files.getAttribute(path, "unix:" + attribute);
  }

  /** Waits until the trees are equal, and returns how many bytes crossed the wire for that. */
  private long bytesUntilEqual(long before) throws Exception {
    awaitEqual();
    awaitIdle();
    return bytes() - before;
  }

  private void awaitEqual() throws Exception {
    events.awaitEqual(() -> TreeAssert.assertThatTree(target).isEqualTo(source));
  }

  private TargetStatus only() {
    return watcher.status().mirrors().get(0).targets().get(0);
  }

  private long bytes() {
    TargetStatus status = only();
    return status.bytesSent() + status.bytesReceived();
  }

  @Test
  void hazard_8_aDirectoryThatIsRenamedIsNotSentAgain() throws Exception {
    writeDirectory("old", 20 * MEGABYTE);
    watch();
    Object inode = file(target.resolve("old/sub0/f0"), "ino");
    long before = bytes();
    move("old", "new");
    assertThat(bytesUntilEqual(before)).isLessThan(50_000);
    assertThat(target.resolve("old")).doesNotExist();
    assertThat(file(target.resolve("new/sub0/f0"), "ino")).isEqualTo(inode);
  }

  @Test
  void hazard_8_aDirectoryThatIsMovedElsewhereIsNotSentAgain() throws Exception {
    writeDirectory("here/old one", 2 * MEGABYTE);
    Files.createDirectories(source.resolve("there/deep er"));
    watch();
    long before = bytes();
    move("here/old one", "there/deep er/it's new & $HOME");
    assertThat(bytesUntilEqual(before)).isLessThan(MEGABYTE / 2);
  }

  @Test
  void hazard_8_aFileThatIsRenamedIsNotSentAgain() throws Exception {
    write("d/old", 3 * MEGABYTE);
    watch();
    long before = bytes();
    move("d/old", "d/something else");
    assertThat(bytesUntilEqual(before)).isLessThan(MEGABYTE / 2);
  }

  @Test
  void hazard_8_aFileThatIsMovedToAnotherDirectoryIsNotSentAgain() throws Exception {
    write("a/f", 3 * MEGABYTE);
    Files.createDirectories(source.resolve("b/c"));
    watch();
    long before = bytes();
    move("a/f", "b/c/f");
    assertThat(bytesUntilEqual(before)).isLessThan(MEGABYTE / 2);
  }

  /** Size and time of the file do not tell that it was written to, before and after. */
  @Test
  void hazard_8_whatIsChangedBelowARenamedDirectoryArrivesAndNothingElse() throws Exception {
    writeDirectory("old", 3 * MEGABYTE);
    Path hot = Files.writeString(source.resolve("old/hot"), "0000");
    Path warm = Files.writeString(source.resolve("old/warm"), "0000");
    FileTime time = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(hot, time);
    Files.setLastModifiedTime(warm, time);
    watch();
    long before = bytes();
    Files.writeString(hot, "1111");
    Files.setLastModifiedTime(hot, time);
    move("old", "new");
    Files.writeString(source.resolve("new/warm"), "2222");
    Files.setLastModifiedTime(source.resolve("new/warm"), time);
    events.awaitEqual(() -> assertThat(target.resolve("new/hot")).hasContent("1111"));
    events.awaitEqual(() -> assertThat(target.resolve("new/warm")).hasContent("2222"));
    assertThat(bytesUntilEqual(before)).isLessThan(MEGABYTE);
  }

  @Test
  void hazard_8_oldNamesThatAreUsedAgainHaveTheirNewContents() throws Exception {
    writeDirectory("old", MEGABYTE);
    write("log", MEGABYTE);
    watch();
    move("old", "new");
    write("old/sub0/f0", MEGABYTE / 10);
    move("log", "log.1");
    write("log", 1000);
    awaitEqual();
  }

  @Test
  void hazard_8_aTargetThatRefusesToLookElsewhereIsSentEverything() throws Exception {
    write("old/f", MEGABYTE);
    write("g", MEGABYTE);
    watch("  refuse options = link-dest copy-dest fuzzy");
    move("old", "new");
    move("g", "h");
    awaitEqual();
    move("new", "newer");
    move("h", "i");
    awaitEqual();
    assertThat(events.lines()).noneMatch(line -> line.startsWith("FAILING"));
  }

  @Test
  void hazard_8_whereFilesAreWrittenInPlaceCopiesAreMade() throws Exception {
    write("old/f", MEGABYTE);
    watch(TransferOptions.builder().deleteMode(DeleteMode.DEFAULT).inplace(true), true);
    Object inode = file(target.resolve("old/f"), "ino");
    long before = bytes();
    move("old", "new");
    assertThat(bytesUntilEqual(before)).isLessThan(MEGABYTE / 2);
    assertThat(file(target.resolve("new/f"), "ino")).isNotEqualTo(inode);
  }

  @Test
  void hazard_8_anOldNameThatStaysSharesNothingWithTheNewOne() throws Exception {
    write("old/f", MEGABYTE);
    watch(TransferOptions.builder(), true);
    long before = bytes();
    move("old", "new");
    events.awaitEqual(
        () -> assertThat(target.resolve("new/f")).hasSameBinaryContentAs(source.resolve("new/f")));
    awaitIdle();
    assertThat(bytes() - before).isLessThan(MEGABYTE / 2);
    assertThat(file(target.resolve("old/f"), "nlink")).isEqualTo(1);
  }

  @Test
  void hazard_8_whatIsNoLongerLeftOutArrives() throws Exception {
    write("old/private", 1000);
    write("old/new", 1000);
    FilterRule rule = new FilterRule(FilterRule.Kind.EXCLUDE, "/old/private".getBytes(UTF_8), 0);
    watch(
        TransferOptions.builder()
            .deleteMode(DeleteMode.DEFAULT)
            .filters(new FilterList(List.of(rule))),
        true);
    assertThat(target.resolve("old/private")).doesNotExist();
    move("old", "new");
    awaitEqual();
  }

  @Test
  void hazard_8_namesThatLookLikePatternsArrive() throws Exception {
    write("old/f", 100_000);
    write("o/f", 100_000);
    watch();
    move("old", "[o]*");
    move("o", "*");
    awaitEqual();
  }

  @Test
  void hazard_8_aLocalTargetMakesLinks() throws Exception {
    write("old/f", 1000);
    watch(
        Endpoint.parse(target + "/"),
        TransferOptions.builder().deleteMode(DeleteMode.DEFAULT),
        true);
    Object inode = file(target.resolve("old/f"), "ino");
    move("old", "new");
    awaitEqual();
    assertThat(file(target.resolve("new/f"), "ino")).isEqualTo(inode);
  }

  @Test
  void hazard_8_withoutReuseEverythingIsSent() throws Exception {
    write("old/f", MEGABYTE);
    watch(TransferOptions.builder().deleteMode(DeleteMode.DEFAULT), false);
    long before = bytes();
    move("old", "new");
    assertThat(bytesUntilEqual(before)).isGreaterThan(MEGABYTE);
  }

  /** A receiver ends where it cannot make the directory, an old one without saying so. */
  @ParameterizedTest
  @ValueSource(ints = {29, 30, 32})
  void hazard_8_aDirectoryThatTakesThePlaceOfAFileIsNoTroubleOfTheTarget(int protocol)
      throws Exception {
    write("f", 10);
    writeDirectory("d", 1000);
    watch(TransferOptions.builder().deleteMode(DeleteMode.DEFAULT).protocolLimit(protocol), true);
    watcher.pause("");
    Files.delete(source.resolve("f"));
    move("d", "f");
    events.awaitEqual(() -> assertThat(only().marksWaiting()).isEqualTo(2));
    watcher.resume("");

    awaitIdle();
    assertThat(target.resolve("d")).doesNotExist();
    assertThat(target.resolve("f/sub1/f1")).hasSameBinaryContentAs(source.resolve("f/sub1/f1"));
    assertThat(events.lines()).noneMatch(line -> line.startsWith("FAILING"));
  }
}
