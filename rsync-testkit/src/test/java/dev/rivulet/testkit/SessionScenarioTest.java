// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.event.TransferStats;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.ItemFlags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our sender against our receiver, in memory. */
class SessionScenarioTest {
  private MemoryFileTree source;
  private MemoryFileTree destination;

  @BeforeEach
  void makeTrees() throws IOException {
    source =
        new MemoryFileTree()
            .with("s/a.txt", "alpha")
            .with("s/big", "0123456789".repeat(20_000))
            .with("s/d/b.txt", "beta")
            .with("s/d/deeper/c", "gamma")
            .withDirectory("s/empty");
    source.makeSymlink(TreePath.of("s/link"), "a.txt".getBytes(UTF_8));
    source.link(TreePath.of("s/a.txt"), TreePath.of("s/d/again"));
    destination = new MemoryFileTree().withDirectory("d");
  }

  private static TransferOptionsBuilder archive() {
    return TransferOptions.builder().archive();
  }

  private SessionPair pair(TransferOptions options) {
    return new SessionPair(options)
        .from(new MemoryWorkspace(source))
        .to(new MemoryWorkspace(destination));
  }

  private static List<String> names(MemoryFileTree tree, TreePath directory) throws IOException {
    List<String> names = new ArrayList<>();
    for (byte[] name : tree.names(directory)) {
      TreePath path = directory.child(name);
      names.add(path.toString());
      if (tree.stat(path).isDirectory()) {
        names.addAll(names(tree, path));
      }
    }
    return names;
  }

  private List<String> received() throws IOException {
    return names(destination.below(TreePath.of("d")), TreePath.ROOT);
  }

  static Stream<Arguments> sessions() {
    return Stream.of(30, 31, 32)
        .flatMap(
            protocol ->
                Stream.of(true, false)
                    .flatMap(
                        incremental ->
                            Stream.of(true, false)
                                .map(pull -> Arguments.of(protocol, incremental, pull))));
  }

  @ParameterizedTest(name = "protocol {0}, incremental {1}, pull {2}")
  @MethodSource("sessions")
  void bringsATreeOver(int protocol, boolean incremental, boolean pull) throws Exception {
    TransferOptions options =
        archive()
            .hardLinks(true)
            .protocolLimit(protocol)
            .incrementalRecursionAllowed(incremental)
            .build();

    TransferResult result =
        (pull ? pair(options).pull("s/", "d/") : pair(options).push("s/", "d/")).successful();

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(received())
        .containsExactlyInAnyOrder(
            "a.txt", "big", "d", "d/b.txt", "d/again", "d/deeper", "d/deeper/c", "empty", "link");
    assertThat(destination.content("d/big")).isEqualTo(source.content("s/big"));
    assertThat(destination.readLink(TreePath.of("d/link"))).isEqualTo("a.txt".getBytes(UTF_8));
    assertThat(destination.stat(TreePath.of("d/a.txt")))
        .matches(leader -> leader.isSameFile(stat("d/d/again")), "is linked to d/again");
    assertThat(stat("d/d").mtime()).isEqualTo(source.stat(TreePath.of("s/d")).mtime());
    assertThat(stat("d/big").mtimeNanos())
        .isEqualTo(protocol > 30 ? source.stat(TreePath.of("s/big")).mtimeNanos() : 0);
    assertThat(destination.openFiles()).isZero();
    assertThat(source.openFiles()).isZero();
  }

  private FileAttributes stat(String path) {
    try {
      return destination.stat(TreePath.of(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void countsWhatItDoes() throws Exception {
    TransferStats stats =
        pair(archive().hardLinks(true).build()).push("s/", "d/").successful().stats();

    assertThat(stats.files()).isEqualTo(new TransferStats.Counts(5, 4, 1, 0, 0));
    assertThat(stats.created()).isEqualTo(new TransferStats.Counts(5, 3, 1, 0, 0));
    assertThat(stats.transferredFiles()).isEqualTo(4);
    assertThat(stats.literalBytes()).isEqualTo(5 + 200_000 + 4 + 5);
    assertThat(stats.matchedBytes()).isZero();
  }

  @Test
  void transfersNothingTheSecondTime() throws Exception {
    pair(archive().build()).push("s/", "d/").successful();

    TransferStats stats = pair(archive().build()).push("s/", "d/").successful().stats();

    assertThat(stats.transferredFiles()).isZero();
    assertThat(stats.created().total()).isZero();
  }

  @Test
  void sendsOnlyWhatChangedInAFile() throws Exception {
    pair(archive().build()).push("s/", "d/").successful();
    source.with("s/big", "0123456789".repeat(10_000) + "NEW" + "0123456789".repeat(10_000));

    TransferStats stats = pair(archive().build()).push("s/", "d/").successful().stats();

    assertThat(destination.content("d/big")).isEqualTo(source.content("s/big"));
    assertThat(stats.literalBytes()).isLessThan(5_000);
    assertThat(stats.matchedBytes()).isGreaterThan(190_000);
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void updatesInPlace(boolean pull, boolean grown) throws Exception {
    destination.with("d/big", "0123456789".repeat(grown ? 5_000 : 40_000));
    TransferOptions options = archive().inplace(true).build();

    (pull ? pair(options).pull("s/", "d/") : pair(options).push("s/", "d/")).successful();

    assertThat(destination.content("d/big")).isEqualTo(source.content("s/big"));
  }

  @ParameterizedTest
  @EnumSource(value = DeleteMode.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void deletesWhatTheSourceDoesNotHave(DeleteMode mode) throws Exception {
    destination.with("d/old", "x").with("d/d/old/deep/er", "y").with("d/gone/z", "z");
    SessionPair pair = pair(archive().deleteMode(mode).build());

    TransferResult result = pair.push("s/", "d/").successful();

    assertThat(received()).noneMatch(name -> name.contains("old") || name.contains("gone"));
    assertThat(result.stats().deleted()).isEqualTo(new TransferStats.Counts(3, 3, 0, 0, 0));
    assertThat(deleted(pair)).contains("d/old/deep/er", "d/old/deep", "d/old", "old", "gone");
  }

  private static List<String> deleted(SessionPair pair) {
    return pair.clientEvents().stream()
        .filter(event -> event instanceof TransferEvent.Deleted)
        .map(event -> new String(((TransferEvent.Deleted) event).name(), UTF_8))
        .toList();
  }

  @Test
  void deletesNothingInADryRun() throws Exception {
    destination.with("d/old", "x");
    SessionPair pair = pair(archive().deleteMode(DeleteMode.DURING).dryRun(true).build());

    pair.push("s/", "d/").successful();

    assertThat(received()).containsExactly("old");
    assertThat(deleted(pair)).containsExactly("old");
  }

  @Test
  void stopsDeletingAtTheLimit() throws Exception {
    destination.with("d/o1", "x").with("d/o2", "x").with("d/o3", "x");
    SessionPair pair = pair(archive().deleteMode(DeleteMode.DURING).maxDelete(2).build());

    TransferResult result = pair.pull("s/", "d/").successful();

    assertThat(result.exitCode()).isEqualTo(ExitCode.DELETE_LIMIT);
    assertThat(result.stats().skippedDeletions()).isEqualTo(1);
    assertThat(received()).contains("o1").doesNotContain("o2", "o3");
  }

  @Test
  void leavesADirectoryInTheWayOfAFileUnlessForced() throws Exception {
    destination.with("d/a.txt/inside", "x");

    assertThat(pair(archive().build()).push("s/", "d/").successful().exitCode())
        .isEqualTo(ExitCode.PARTIAL);
    assertThat(stat("d/a.txt").isDirectory()).isTrue();

    assertThat(pair(archive().force(true).build()).push("s/", "d/").successful().exitCode())
        .isEqualTo(ExitCode.OK);
    assertThat(destination.content("d/a.txt")).isEqualTo("alpha".getBytes(UTF_8));
  }

  @Test
  void givesAnOnlyFileTheNameOfTheDestination() throws Exception {
    pair(archive().build()).push("s/a.txt", "d/renamed").successful();

    assertThat(received()).containsExactly("renamed");
  }

  @Test
  void makesTheDestinationForMoreThanOneFile() throws Exception {
    SessionPair pair = pair(archive().build());

    pair.pull("s/", "d/fresh").successful();

    assertThat(received()).contains("fresh/d/deeper/c");
    assertThat(pair.clientEvents())
        .anyMatch(event -> event instanceof TransferEvent.DestinationCreated);
  }

  @Test
  void refusesToCopyADirectoryOntoAFile() throws Exception {
    destination.with("d/file", "x");

    SessionPair.Endings endings = pair(archive().build()).pull("s/d", "d/file");

    assertThat(endings.clientFailure())
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FILE_SELECT));
  }

  @Test
  void reportsAMissingSourceAndGoesOn() throws Exception {
    SessionPair pair = pair(archive().build());

    TransferResult result = pair.push("nothing", "d/").successful();

    assertThat(result.exitCode()).isEqualTo(ExitCode.PARTIAL);
    assertThat(pair.clientEvents())
        .anyMatch(
            event ->
                event instanceof TransferEvent.Message message
                    && new String(message.text(), UTF_8).contains("link_stat \"nothing\" failed"))
        .anyMatch(
            event ->
                event instanceof TransferEvent.Failed failed
                    && new String(failed.name(), UTF_8).equals("nothing"));
  }

  @Test
  void reportsNoAccessListThatALinkedNameHadBefore() throws Exception {
    destination.with("d/a.txt", "alpha").with("d/d/again", "another");
    setAccessList(destination, "d/d/again");
    SessionPair pair = pair(archive().hardLinks(true).acls(true).build());

    pair.pull("s/", "d/").successful();

    assertThat(flagsOfTheLinkedName(pair) & ItemFlags.REPORT_ACL).isZero();
  }

  @Test
  void reportsTheAccessListOfANameThatWasASymbolicLink() throws Exception {
    setAccessList(source, "s/a.txt");
    destination.with("d/a.txt", "alpha").withDirectory("d/d");
    destination.makeSymlink(TreePath.of("d/d/again"), "a.txt".getBytes(UTF_8));
    SessionPair pair = pair(archive().hardLinks(true).acls(true).build());

    pair.pull("s/", "d/").successful();

    assertThat(flagsOfTheLinkedName(pair) & ItemFlags.REPORT_ACL).isNotZero();
  }

  private static void setAccessList(MemoryFileTree tree, String path) throws IOException {
    Acl list = new Acl.Builder().user(6).group(4).mask(4).other(4).name(true, 7, 4).build();
    try (ExtendedAttributes extended = tree.attributes(TreePath.of(path)).extended()) {
      extended.setAcl(Acl.Kind.ACCESS, list);
    }
  }

  @Test
  void reportsNoExtendedAttributesThatALinkedNameHadBefore() throws Exception {
    destination.with("d/a.txt", "alpha").with("d/d/again", "another");
    try (ExtendedAttributes extended =
        destination.attributes(TreePath.of("d/d/again")).extended()) {
      extended.set("user.s".getBytes(UTF_8), new byte[] {1});
    }
    SessionPair pair = pair(archive().hardLinks(true).xattrs(1).build());

    pair.pull("s/", "d/").successful();

    assertThat(flagsOfTheLinkedName(pair))
        .matches(flags -> (flags & ItemFlags.REPORT_SIZE) != 0)
        .matches(flags -> (flags & ItemFlags.REPORT_XATTR) == 0);
  }

  private static int flagsOfTheLinkedName(SessionPair pair) {
    return pair.clientEvents().stream()
        .filter(TransferEvent.Item.class::isInstance)
        .map(TransferEvent.Item.class::cast)
        .filter(item -> item.linkedTo().length > 0)
        .findFirst()
        .orElseThrow()
        .flags();
  }

  @Test
  void tellsTheListenerWhichFilesArrived() throws Exception {
    SessionPair pair = pair(archive().build());

    pair.push("s/", "d/").successful();

    List<String> confirmed =
        pair.clientEvents().stream()
            .filter(event -> event instanceof TransferEvent.Confirmed)
            .map(event -> new String(((TransferEvent.Confirmed) event).name(), UTF_8))
            .toList();
    assertThat(confirmed).contains("a.txt", "big", "d/deeper/c", "link", "empty");
    assertThat(pair.clientEvents()).noneMatch(event -> event instanceof TransferEvent.Failed);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void removesSourceFilesThatHaveArrived(boolean incremental) throws Exception {
    TransferOptions options =
        archive().removeSourceFiles(true).incrementalRecursionAllowed(incremental).build();

    pair(options).push("s/", "d/").successful();

    assertThat(received()).contains("a.txt", "d/deeper/c");
    assertThat(names(source.below(TreePath.of("s")), TreePath.ROOT))
        .containsExactlyInAnyOrder("d", "d/deeper", "empty");
  }

  /** Below protocol 30 what a client says has frames only if it may confirm files. */
  @ParameterizedTest
  @ValueSource(ints = {27, 29})
  void removesWhatAClientOfAnOldProtocolHasFetched(int protocol) throws Exception {
    TransferOptions options = archive().removeSourceFiles(true).protocolLimit(protocol).build();

    pair(options).pull("s/", "d/").successful();

    assertThat(received()).contains("a.txt", "d/deeper/c");
    assertThat(names(source.below(TreePath.of("s")), TreePath.ROOT))
        .containsExactlyInAnyOrder("d", "d/deeper", "empty");
  }
}
