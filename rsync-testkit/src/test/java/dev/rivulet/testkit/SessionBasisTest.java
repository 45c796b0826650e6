// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferStats;
import dev.rivulet.rsync.options.AlternateBasis;
import dev.rivulet.rsync.options.AlternateBasis.Kind;
import dev.rivulet.rsync.options.Append;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are made from other files than the ones they replace, or only added to. */
class SessionBasisTest {
  private static final byte[] NEW = noise(60_000, 1);
  private static final int PREFIX = 20_000;

  private MemoryFileTree source;
  private MemoryFileTree destination;

  @BeforeEach
  void makeTrees() throws IOException {
    source = new MemoryFileTree().with("s/file", NEW);
    destination = new MemoryFileTree().withDirectory("d");
  }

  private static byte[] noise(int length, long seed) {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  private static TransferOptionsBuilder archive() {
    return TransferOptions.builder().archive().noWholeFile(true);
  }

  private static AlternateBasis beside(Kind kind, String... directories) {
    return new AlternateBasis(
        kind, Stream.of(directories).map(name -> ("../" + name).getBytes(UTF_8)).toList());
  }

  static Stream<Arguments> ends() {
    return Stream.of(29, 30, 31, 32)
        .flatMap(
            protocol -> Stream.of(Arguments.of(protocol, true), Arguments.of(protocol, false)));
  }

  private TransferStats transfer(TransferOptionsBuilder options, boolean pull) throws Exception {
    SessionPair pair = pair(options);
    return (pull ? pair.pull("s/", "d/") : pair.push("s/", "d/")).successful().stats();
  }

  private SessionPair pair(TransferOptionsBuilder options) {
    return new SessionPair(options.build())
        .from(new MemoryWorkspace(source))
        .to(new MemoryWorkspace(destination));
  }

  private FileAttributes stat(String path) throws IOException {
    return destination.statOrMissing(TreePath.of(path));
  }

  /** Puts a file into a directory as a transfer of the source would have done. */
  private void mirror(String directory, byte[] content) throws IOException {
    destination.with(directory + "/file", content);
    FileAttributes model = source.stat(TreePath.of("s/file"));
    var target = destination.attributes(TreePath.of(directory + "/file"));
    target.setMode(model.permissions());
    target.setOwner(model.uid(), model.gid());
    target.setTimes(model.mtime(), model.mtimeNanos(), model.mtime(), model.mtimeNanos());
  }

  // Alternate directories

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void linksWhatAnotherDirectoryHas(int protocol, boolean pull) throws Exception {
    mirror("other", NEW);

    TransferStats stats =
        transfer(
            archive().protocolLimit(protocol).alternateBasis(beside(Kind.LINK, "missing", "other")),
            pull);

    assertThat(stats.transferredFiles()).isZero();
    assertThat(stat("d/file").isSameFile(stat("other/file"))).isTrue();
  }

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void copiesWhatAnotherDirectoryHas(int protocol, boolean pull) throws Exception {
    mirror("other", NEW);
    destination.attributes(TreePath.of("other/file")).setMode(0600);

    TransferStats stats =
        transfer(
            archive().protocolLimit(protocol).alternateBasis(beside(Kind.COPY, "other")), pull);

    assertThat(stats.transferredFiles()).isZero();
    assertThat(destination.content("d/file")).isEqualTo(NEW);
    assertThat(stat("d/file").isSameFile(stat("other/file"))).isFalse();
    assertThat(stat("d/file").permissions())
        .isEqualTo(source.stat(TreePath.of("s/file")).permissions());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void copiesByWayOfTheDirectoryForTemporaryFiles(boolean sameFileSystem) throws Exception {
    mirror("other", NEW);
    MemoryFileTree temporary =
        (sameFileSystem ? destination : new MemoryFileTree()).withDirectory("tmp");
    FileAttributes before = temporary.stat(TreePath.of("tmp"));
    SessionPair pair =
        pair(
            archive()
                .alternateBasis(beside(Kind.COPY, "other"))
                .temporaryDirectory("/tmp".getBytes(UTF_8)));
    pair.to(
        new MountedWorkspace(
            new MemoryWorkspace(destination), "/tmp", new MemoryWorkspace(temporary)));

    TransferStats stats = pair.pull("s/", "d/").successful().stats();

    assertThat(stats.transferredFiles()).isZero();
    assertThat(destination.content("d/file")).isEqualTo(NEW);
    FileAttributes after = temporary.stat(TreePath.of("tmp"));
    assertThat(after.mtime() + after.mtimeNanos())
        .isNotEqualTo(before.mtime() + before.mtimeNanos());
  }

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void goesWithoutWhatAnotherDirectoryHas(int protocol, boolean pull) throws Exception {
    mirror("other", NEW);
    mirror("d", NEW);

    transfer(archive().protocolLimit(protocol).alternateBasis(beside(Kind.COMPARE, "other")), pull);

    assertThat(stat("d/file").isMissing()).isTrue();
  }

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void takesBlocksOfTheDirectoryThatComesFirst(int protocol, boolean pull) throws Exception {
    destination.with("one/file", "short");
    destination.with("two/file", Arrays.copyOf(NEW, 50_000));

    TransferStats stats =
        transfer(
            archive()
                .protocolLimit(protocol)
                .alternateBasis(beside(Kind.COMPARE, "missing", "two", "one")),
            pull);

    assertThat(destination.content("d/file")).isEqualTo(NEW);
    assertThat(stats.matchedBytes()).isGreaterThan(49_000);
  }

  @Test
  void takesAMatchOverWhatComesFirst() throws Exception {
    destination.with("one/file", "short");
    mirror("two", NEW);

    transfer(archive().alternateBasis(beside(Kind.LINK, "one", "two")), false);

    assertThat(stat("d/file").isSameFile(stat("two/file"))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"COMPARE", "COPY", "LINK"})
  void leavesAnEqualFileAloneTheSecondTime(Kind kind) throws Exception {
    mirror("other", NEW);
    TransferOptionsBuilder options = archive().alternateBasis(beside(kind, "other"));
    transfer(options, false);
    List<byte[]> names = destination.names(TreePath.of("d"));
    long inode = stat("d/file").inode();

    transfer(options, false);

    assertThat(destination.names(TreePath.of("d"))).hasSameSizeAs(names);
    assertThat(stat("d/file").inode()).isEqualTo(inode);
  }

  @Test
  void linksAGroupToTheNameThatIsElsewhere() throws Exception {
    source.link(TreePath.of("s/file"), TreePath.of("s/again"));
    mirror("other", NEW);

    TransferStats stats =
        transfer(archive().hardLinks(true).alternateBasis(beside(Kind.LINK, "other")), false);

    assertThat(stats.transferredFiles()).isZero();
    assertThat(stat("d/again").isSameFile(stat("other/file"))).isTrue();
    assertThat(stat("d/file").isSameFile(stat("other/file"))).isTrue();
  }

  @Test
  void bringsTheRestOfAGroupThatIsPartlyLeftOut() throws Exception {
    source.link(TreePath.of("s/file"), TreePath.of("s/zagain"));
    mirror("other", NEW);

    transfer(archive().hardLinks(true).alternateBasis(beside(Kind.COMPARE, "other")), false);

    assertThat(stat("d/file").isMissing()).isTrue();
    assertThat(destination.content("d/zagain")).isEqualTo(NEW);
  }

  @Test
  void warnsOfADirectoryThatIsNotThere() throws Exception {
    SessionPair pair = pair(archive().alternateBasis(beside(Kind.LINK, "missing")));

    pair.pull("s/", "d/").successful();

    assertThat(pair.clientEvents())
        .filteredOn(TransferEvent.Message.class::isInstance)
        .extracting(event -> new String(((TransferEvent.Message) event).text(), UTF_8))
        .containsExactly("--link-dest arg does not exist: d/../missing");
  }

  // Similar files

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void takesBlocksOfAFileWithASimilarName(int protocol, boolean pull) throws Exception {
    destination.with("d/filf", Arrays.copyOf(NEW, 50_000)).with("d/unlike-any.other", "text");

    TransferStats stats = transfer(archive().protocolLimit(protocol).fuzzy(1), pull);

    assertThat(destination.content("d/file")).isEqualTo(NEW);
    assertThat(stats.matchedBytes()).isGreaterThan(49_000);
  }

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void takesBlocksOfASimilarFileElsewhere(int protocol, boolean pull) throws Exception {
    destination.with("other/filf", Arrays.copyOf(NEW, 50_000));

    TransferStats stats =
        transfer(
            archive()
                .protocolLimit(protocol)
                .fuzzy(2)
                .alternateBasis(beside(Kind.COMPARE, "missing", "other")),
            pull);

    assertThat(destination.content("d/file")).isEqualTo(NEW);
    assertThat(stats.matchedBytes()).isGreaterThan(49_000);
  }

  // Appending

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void sendsOnlyWhatIsMissingAtTheEnd(int protocol, boolean pull) throws Exception {
    destination.with("d/file", Arrays.copyOf(NEW, PREFIX));

    TransferStats stats =
        transfer(archive().protocolLimit(protocol).inplace(true).append(Append.YES), pull);

    assertThat(destination.content("d/file")).isEqualTo(NEW);
    assertThat(stats.literalBytes()).isEqualTo(NEW.length - PREFIX);
  }

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void takesAWrongBeginningForRight(int protocol, boolean pull) throws Exception {
    byte[] wrong = Arrays.copyOf(NEW, PREFIX);
    wrong[0]++;
    destination.with("d/file", wrong);

    transfer(archive().protocolLimit(protocol).inplace(true).append(Append.YES), pull);

    boolean verifiesAlways = protocol < 30;
    assertThat(Arrays.equals(destination.content("d/file"), NEW)).isEqualTo(verifiesAlways);
  }

  @ParameterizedTest(name = "protocol {0}, pull {1}")
  @MethodSource("ends")
  void repairsAWrongBeginningWhenItVerifies(int protocol, boolean pull) throws Exception {
    byte[] wrong = Arrays.copyOf(NEW, PREFIX);
    wrong[0]++;
    destination.with("d/file", wrong);

    TransferStats stats =
        transfer(archive().protocolLimit(protocol).inplace(true).append(Append.VERIFY), pull);

    assertThat(destination.content("d/file")).isEqualTo(NEW);
    assertThat(stats.matchedBytes()).as("the second attempt").isPositive();
  }

  @Test
  void leavesALongerFileAlone() throws Exception {
    destination.with("d/file", noise(NEW.length + 1, 2));

    TransferStats stats = transfer(archive().inplace(true).append(Append.YES), false);

    assertThat(stats.transferredFiles()).isZero();
    assertThat(destination.content("d/file")).hasSize(NEW.length + 1);
  }
}
