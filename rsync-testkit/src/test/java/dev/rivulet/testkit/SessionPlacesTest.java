// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.options.Backup;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where files are before they are complete, while they wait, and after they were replaced. */
class SessionPlacesTest {
  private static final byte[] NEW = noise(60_000, 1);

  private MemoryFileTree source;
  private MemoryFileTree destination;

  @BeforeEach
  void makeTrees() throws IOException {
    source =
        new MemoryFileTree()
            .with("s/file", NEW)
            .with("s/sub/inner", "new inner")
            .with("s/sub/fresh", "f");
    source.makeSymlink(TreePath.of("s/link"), "new".getBytes(UTF_8));
    destination =
        new MemoryFileTree()
            .with("d/file", "old file")
            .with("d/sub/inner", "old")
            .with("d/gone", "gone");
    destination.makeSymlink(TreePath.of("d/link"), "old".getBytes(UTF_8));
  }

  private static byte[] noise(int length, long seed) {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  private static TransferOptionsBuilder archive() {
    return TransferOptions.builder().archive().noWholeFile(true);
  }

  private SessionPair pair(TransferOptionsBuilder options) {
    return new SessionPair(options.build())
        .from(new MemoryWorkspace(source))
        .to(new MemoryWorkspace(destination));
  }

  private String content(String path) throws IOException {
    return new String(destination.content(path), UTF_8);
  }

  private List<String> names(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    for (byte[] name : destination.names(TreePath.of(directory))) {
      names.add(new String(name, UTF_8));
    }
    return names;
  }

  private static List<String> messages(SessionPair pair) {
    return pair.clientEvents().stream()
        .filter(TransferEvent.Message.class::isInstance)
        .map(event -> new String(((TransferEvent.Message) event).text(), UTF_8).strip())
        .toList();
  }

  static Stream<Arguments> ends() {
    return Stream.of(29, 30, 31, 32)
        .flatMap(
            protocol -> Stream.of(Arguments.of(protocol, true), Arguments.of(protocol, false)));
  }

  private TransferResult transfer(SessionPair pair, boolean pull) throws Exception {
    return (pull ? pair.pull("s/", "d/") : pair.push("s/", "d/")).successful();
  }

  // Backups

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void keepsWhatIsReplacedAndDeletedBesideTheFiles(int protocol, boolean pull) throws Exception {
    SessionPair pair =
        pair(
            archive()
                .protocolLimit(protocol)
                .deleteMode(DeleteMode.DURING)
                .verbosity(2)
                .backup(Backup.beside()));

    TransferResult result = transfer(pair, pull);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(names("d"))
        .containsExactlyInAnyOrder("file", "file~", "gone~", "link", "link~", "sub");
    assertThat(names("d/sub")).containsExactlyInAnyOrder("fresh", "inner", "inner~");
    assertThat(content("d/file~")).isEqualTo("old file");
    assertThat(destination.content("d/file")).isEqualTo(NEW);
    assertThat(destination.readLink(TreePath.of("d/link~"))).asString().isEqualTo("old");
    assertThat(messages(pair))
        .contains("backed up file to file~", "backed up gone to gone~", "backed up link to link~");
  }

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void keepsBackupsInAHierarchyOfTheirOwn(int protocol, boolean pull) throws Exception {
    destination.with("d/sub/deeper/x", "x");
    SessionPair pair =
        pair(
            archive()
                .protocolLimit(protocol)
                .deleteMode(DeleteMode.AFTER)
                .verbosity(2)
                .backup(Backup.into("../bak/1".getBytes(UTF_8))));

    transfer(pair, pull);

    assertThat(names("d")).containsExactlyInAnyOrder("file", "link", "sub");
    assertThat(names("bak/1")).containsExactlyInAnyOrder("file", "gone", "link", "sub");
    assertThat(content("bak/1/sub/inner")).isEqualTo("old");
    assertThat(content("bak/1/sub/deeper/x")).isEqualTo("x");
    assertThat(messages(pair))
        .contains("(new) backup_dir is ../bak/1", "backed up gone to ../bak/1/gone");
  }

  @Test
  void directoriesOfTheHierarchyGetNoExtendedAttributes() throws Exception {
    for (String name : List.of("d/sub", "d/sub/inner")) {
      setAttribute(name);
    }

    transfer(pair(archive().xattrs(1).backup(Backup.into("../bak".getBytes(UTF_8)))), false);

    assertThat(attributes("bak/sub/inner")).containsExactly("user.k");
    assertThat(attributes("bak/sub")).isEmpty();
  }

  private void setAttribute(String name) throws IOException {
    try (ExtendedAttributes extended = destination.attributes(TreePath.of(name)).extended()) {
      extended.set("user.k".getBytes(UTF_8), new byte[] {1});
    }
  }

  private List<String> attributes(String name) throws IOException {
    try (ExtendedAttributes extended = destination.attributes(TreePath.of(name)).extended()) {
      return extended.names().stream().map(bytes -> new String(bytes, UTF_8)).toList();
    }
  }

  @Test
  void theHierarchyIsMadeForALinkThatIsNotKeptInIt() throws Exception {
    destination.withDirectory("d/old");
    destination.makeSymlink(TreePath.of("d/old/out"), "/etc".getBytes(UTF_8));
    TransferOptionsBuilder options = archive().safeLinks(true).deleteMode(DeleteMode.AFTER);

    transfer(pair(options.backup(Backup.into("../bak".getBytes(UTF_8)))), false);

    assertThat(names("bak/old")).isEmpty();
  }

  @Test
  void anOlderBackupGivesWay() throws Exception {
    destination.with("bak/file/in/the/way", "1").with("bak/sub", "no directory");

    transfer(pair(archive().backup(Backup.into("/bak".getBytes(UTF_8)))), false);

    assertThat(content("bak/file")).isEqualTo("old file");
    assertThat(content("bak/sub/inner")).isEqualTo("old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DURING", "DELAY", "AFTER"})
  void aHierarchyThatIsItselfDeletedIsMadeAgain(DeleteMode mode) throws Exception {
    destination.with("d/bak/old", "of last time").with("d/sub/gone", "gone too");

    TransferResult result =
        transfer(
            pair(archive().deleteMode(mode).backup(Backup.into("bak".getBytes(UTF_8)))), false);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(content("d/bak/sub/gone")).isEqualTo("gone too");
    assertThat(destination.content("d/file")).isEqualTo(NEW);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void backsUpByCopyingWhatIsOverwritten(boolean whole) throws Exception {
    byte[] old = NEW.clone();
    old[30_000]++;
    destination.with("d/file", old);
    long inode = destination.stat(TreePath.of("d/file")).inode();

    TransferResult result =
        transfer(
            pair(
                archive()
                    .ignoreTimes(true)
                    .noWholeFile(!whole)
                    .wholeFile(whole)
                    .inplace(true)
                    .backup(Backup.beside())),
            false);

    assertThat(destination.content("d/file~")).isEqualTo(old);
    assertThat(destination.content("d/file")).isEqualTo(NEW);
    assertThat(destination.stat(TreePath.of("d/file")).inode()).isEqualTo(inode);
    assertThat(result.stats().matchedBytes() > 50_000).isEqualTo(!whole);
  }

  @Test
  void pretendsInADryRun() throws Exception {
    SessionPair pair =
        pair(
            archive()
                .dryRun(true)
                .verbosity(2)
                .deleteMode(DeleteMode.DURING)
                .backup(Backup.beside()));

    transfer(pair, false);

    assertThat(names("d")).containsExactlyInAnyOrder("file", "gone", "link", "sub");
    assertThat(messages(pair)).contains("backed up gone to gone~", "backed up link to link~");
  }

  // Partial files

  @ParameterizedTest
  @CsvSource({
    ".part, d/.part/file, true",
    ".part, d/.part/file, false",
    "/parts, parts/file, true",
    "/parts, parts/file, false"
  })
  void goesOnWithAPartialFile(String directory, String kept, boolean pull) throws Exception {
    destination.with(kept, Arrays.copyOf(NEW, 40_000));

    TransferResult result =
        transfer(pair(archive().partial(true).partialDirectory(directory.getBytes(UTF_8))), pull);

    assertThat(result.stats().matchedBytes()).isGreaterThan(30_000);
    assertThat(destination.content("d/file")).isEqualTo(NEW);
    assertThat(names("d")).containsExactlyInAnyOrder("file", "gone", "link", "sub");
    assertThat(destination.statOrMissing(TreePath.of(kept)).isMissing()).isTrue();
    assertThat(destination.statOrMissing(TreePath.of("parts")).isMissing())
        .isEqualTo(!directory.startsWith("/"));
  }

  @ParameterizedTest
  @CsvSource({"'', d/file", ".part, d/.part/file", "/parts, parts/file"})
  void keepsWhatHasArrivedWhenTheConnectionBreaks(String directory, String kept) throws Exception {
    source = new MemoryFileTree().with("s/file", noise(2_000_000, 3));

    SessionPair.Endings endings =
        pair(archive().partial(true).partialDirectory(directory.getBytes(UTF_8)))
            .withFaults(
                connection ->
                    new FaultyConnection(
                        connection, FaultyConnection.Faults.NONE.resetReads(1_000_000)))
            .pull("s/", "d/");

    assertThat(endings.clientFailure()).isInstanceOf(RsyncException.class);
    byte[] partial = destination.content(kept);
    assertThat(partial.length).isBetween(500_000, 1_000_000);
    assertThat(partial).isEqualTo(Arrays.copyOf(source.content("s/file"), partial.length));
    if (directory.isEmpty()) {
      assertThat(destination.stat(TreePath.of(kept)).mtime()).isZero();
    } else {
      assertThat(content("d/file")).isEqualTo("old file");
    }
    assertThat(destination.openFiles()).isZero();
  }

  @Test
  void leavesNothingOfAnInterruptedTransferUnlessAsked() throws Exception {
    source = new MemoryFileTree().with("s/file", noise(2_000_000, 3));

    pair(archive())
        .withFaults(
            connection ->
                new FaultyConnection(
                    connection, FaultyConnection.Faults.NONE.resetReads(1_000_000)))
        .pull("s/", "d/");

    assertThat(names("d")).containsExactlyInAnyOrder("file", "gone", "link", "sub");
    assertThat(content("d/file")).isEqualTo("old file");
  }

  @Test
  void neverReachesAPartialFileThroughALink() throws Exception {
    destination.with("outside/file", "not ours");
    destination.makeSymlink(TreePath.of("d/.part"), "../outside".getBytes(UTF_8));

    transfer(
        pair(archive().delayUpdates(true).partial(true).partialDirectory(".part".getBytes(UTF_8))),
        false);

    assertThat(content("outside/file")).isEqualTo("not ours");
    assertThat(destination.content("d/file")).isEqualTo(NEW);
  }

  // Delayed updates

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void putsUpdatedFilesInPlaceAtTheEnd(int protocol, boolean pull) throws Exception {
    source.link(TreePath.of("s/file"), TreePath.of("s/sub/second"));
    SessionPair pair =
        pair(
            archive()
                .protocolLimit(protocol)
                .hardLinks(true)
                .delayUpdates(true)
                .partialDirectory(".~tmp~".getBytes(UTF_8))
                .deleteMode(DeleteMode.DURING)
                .backup(Backup.beside()));

    TransferResult result = transfer(pair, pull);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(destination.content("d/file")).isEqualTo(NEW);
    assertThat(content("d/file~")).isEqualTo("old file");
    assertThat(destination.stat(TreePath.of("d/sub/second")))
        .matches(second -> second.isSameFile(stat("d/file")), "is linked to d/file");
    assertThat(names("d/sub")).containsExactlyInAnyOrder("fresh", "inner", "inner~", "second");
    assertThat(names("d")).doesNotContain(".~tmp~");
    if (pull) {
      assertThat(pair.clientEvents().stream().filter(TransferEvent.Confirmed.class::isInstance))
          .hasSizeGreaterThanOrEqualTo(3);
    }
  }

  private FileAttributes stat(String path) {
    try {
      return destination.stat(TreePath.of(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void whatCannotBePutInPlaceAtTheEndStaysWhereItWaits(int protocol, boolean pull)
      throws Exception {
    source.link(TreePath.of("s/file"), TreePath.of("s/sub/second"));
    MemoryFileTree other = new MemoryFileTree().withDirectory("parts");
    SessionPair pair =
        pair(
            archive()
                .protocolLimit(protocol)
                .hardLinks(true)
                .delayUpdates(true)
                .partialDirectory("/parts".getBytes(UTF_8)));
    pair.to(
        new MountedWorkspace(
            new MemoryWorkspace(destination), "/parts", new MemoryWorkspace(other)));

    TransferResult result = transfer(pair, pull);

    assertThat(result.exitCode()).isEqualTo(ExitCode.PARTIAL);
    assertThat(content("d/file")).isEqualTo("old file");
    assertThat(other.content("parts/inner")).asString().isEqualTo("new inner");
  }

  // Temporary files

  @ParameterizedTest
  @ValueSource(strings = {"../tmp", "/tmp"})
  void writesFilesInTheDirectoryForTemporaryOnes(String directory) throws Exception {
    destination.withDirectory("tmp");
    long before = stat("tmp").mtime() + stat("tmp").mtimeNanos();

    transfer(pair(archive().temporaryDirectory(directory.getBytes(UTF_8))), true);

    assertThat(destination.content("d/file")).isEqualTo(NEW);
    assertThat(names("tmp")).isEmpty();
    assertThat(stat("tmp").mtime() + stat("tmp").mtimeNanos()).isNotEqualTo(before);
  }

  @Test
  void copiesWhatWasWrittenOnAnotherFileSystem() throws Exception {
    for (String partial : new String[] {"", ".part"}) {
      destination.with("d/file", "old file");
      MemoryWorkspace elsewhere = new MemoryWorkspace(new MemoryFileTree().withDirectory("tmp"));
      SessionPair pair =
          pair(
              archive()
                  .temporaryDirectory("/tmp".getBytes(UTF_8))
                  .partialDirectory(partial.getBytes(UTF_8)));
      pair.to(new MountedWorkspace(new MemoryWorkspace(destination), "/tmp", elsewhere));

      assertThat(transfer(pair, false).exitCode()).isEqualTo(ExitCode.OK);

      assertThat(destination.content("d/file")).isEqualTo(NEW);
      assertThat(stat("d/file").mtime()).isEqualTo(source.stat(TreePath.of("s/file")).mtime());
      assertThat(names("d")).doesNotContain(".part");
    }
  }

  @Test
  void refusesADirectoryForTemporaryFilesThatIsMissing() throws Exception {
    SessionPair pair = pair(archive().temporaryDirectory("none".getBytes(UTF_8)));

    SessionPair.Endings endings = pair.pull("s/", "d/");

    assertThat(((RsyncException) endings.clientFailure()).exitCode()).isEqualTo(ExitCode.SYNTAX);
    assertThat(messages(pair)).contains("The temp-dir does not exist: none");
    assertThat(content("d/file")).isEqualTo("old file");
  }
}
