// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.testkit.RealRsync;
import dev.rivulet.testkit.TreeAssert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deletions at real daemons that take them, take them only in the old way, or refuse them. */
class DeletionIT {
  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();
  private Path source;
  private Path target;
  private RestartableDaemon daemon;
  private Watcher watcher;

  @BeforeEach
  void makeDirectories() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target"));
    Files.createDirectories(source.resolve("d/gone/deep"));
    for (String name : List.of("a", "d/kept", "d/gone/x", "d/gone/deep/y", "d/[w]*", "d/back\\")) {
      Files.writeString(source.resolve(name), name);
    }
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

  private void watch(TransferOptionsBuilder options, DeletionGuard guard, String... daemonSettings)
      throws Exception {
    startDaemon(daemonSettings);
    startWatcher(options, guard);
    events.awaitSynchronised();
  }

  private void startDaemon(String... settings) throws IOException {
    daemon = RestartableDaemon.start(RealRsync.find(), work, target, "root", settings);
  }

  private void startWatcher(TransferOptionsBuilder options, DeletionGuard guard)
      throws IOException {
    byte[] argument = (source + "/").getBytes(UTF_8);
    MirrorSettings settings =
        MirrorSettings.builder().deletesLater(true).deletionGuard(guard).build();
    Mirror mirror =
        new Mirror(
            "m",
            argument,
            List.of(DaemonUrl.of("127.0.0.1", daemon.port(), "mirror/")),
            options.build(),
            RsyncClient.builder().build(),
            settings);
    watcher = Watcher.builder().mirror(mirror).listener(events).start();
  }

  private static TransferOptionsBuilder archive() {
    return TransferOptions.builder().archive();
  }

  private void deleteSome() throws IOException {
    for (String name : List.of("a", "d/[w]*", "d/back\\", "d/gone/x", "d/gone/deep/y")) {
      Files.delete(source.resolve(name));
    }
    Files.delete(source.resolve("d/gone/deep"));
    Files.delete(source.resolve("d/gone"));
  }

  private void awaitEqual() throws Exception {
    events.awaitEqual(() -> TreeAssert.assertThatTree(target).isEqualTo(source));
  }

  @Test
  void hazard_7_deletesByMissingNamesAtAReceiverThatKnowsThem() throws Exception {
    watch(archive(), DeletionGuard.NONE);
    deleteSome();
    awaitEqual();
  }

  /** All at one look: what cannot be deleted bit by bit has its directory compared. */
  @Test
  void hazard_6_8_deletesByFilterRulesAtAReceiverThatIsTooOld() throws Exception {
    watch(archive().protocolLimit(30), DeletionGuard.NONE);
    Files.writeString(target.resolve("d/foreign"), "not ours");
    watcher.pause("m");
    deleteSome();
    watcher.resume("m");
    events.awaitEqual(() -> assertThat(target.resolve("d/gone")).doesNotExist());
    events.awaitEqual(() -> assertThat(target.resolve("a")).doesNotExist());
    for (String name : List.of("d/[w]*", "d/back\\")) {
      events.awaitEqual(() -> assertThat(target.resolve(name)).doesNotExist());
    }
    assertThat(target.resolve("d/foreign")).exists();
    assertThat(target.resolve("d/kept")).exists();
  }

  /** Rules about what a name was, or in files of the directories, are the receiver's to judge. */
  @ParameterizedTest
  @CsvSource({"30, false", "30, true", "32, false", "32, true"})
  void hazard_7_deletesNothingBesideWhatWasDeletedWhateverTheRules(int protocol, boolean merged)
      throws Exception {
    Files.writeString(source.resolve("d/.rules"), "- *.tmp\n- cache/\n");
    Files.writeString(source.resolve("d/cache"), "a file");
    FilterRule inDirectories = new FilterRule(Kind.DIR_MERGE, ".rules".getBytes(UTF_8), 0);
    List<FilterRule> rules = merged ? List.of(inDirectories) : excluding("*.tmp", "cache/");
    watch(archive().protocolLimit(protocol).filters(new FilterList(rules)), DeletionGuard.NONE);
    for (String name : List.of("foreign", "d/foreign", "d/gone/y.tmp")) {
      Files.writeString(target.resolve(name), "not ours");
    }
    watcher.pause("m");
    deleteSome();
    Files.delete(source.resolve("d/cache"));
    watcher.resume("m");
    for (String name : List.of("a", "d/cache", "d/gone/x", "d/gone/deep", "d/[w]*", "d/back\\")) {
      events.awaitEqual(() -> assertThat(target.resolve(name)).doesNotExist());
    }
    Files.writeString(source.resolve("last"), "x");
    events.awaitLine("UPDATED last");
    for (String name : List.of("foreign", "d/foreign", "d/gone/y.tmp", "d/kept")) {
      assertThat(target.resolve(name)).exists();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 32})
  void hazard_7_deletesNothingBesideWhatWasDeletedAlsoWhereWhatIsExcludedGoes(int protocol)
      throws Exception {
    TransferOptionsBuilder options =
        archive()
            .protocolLimit(protocol)
            .filters(new FilterList(excluding("*.tmp")))
            .deleteExcluded(true);
    watch(options, DeletionGuard.NONE);
    Files.writeString(target.resolve("d/foreign"), "not ours");
    Files.writeString(target.resolve("d/gone/y.tmp"), "excluded");
    watcher.pause("m");
    deleteSome();
    watcher.resume("m");
    for (String name : List.of("a", "d/gone", "d/[w]*", "d/back\\")) {
      events.awaitEqual(() -> assertThat(target.resolve(name)).doesNotExist());
    }
    assertThat(target.resolve("d/foreign")).exists();
  }

  private static List<FilterRule> excluding(String... patterns) {
    return Stream.of(patterns)
        .map(
            pattern ->
                new FilterRule(
                    Kind.EXCLUDE,
                    pattern.replace("/", "").getBytes(UTF_8),
                    pattern.endsWith("/") ? FilterRule.Modifier.DIRECTORY : 0))
        .toList();
  }

  @Test
  void hazard_7_deletesByFilterRulesAtAReceiverThatIgnoresMissingNames() throws Exception {
    watch(archive(), DeletionGuard.NONE, "refuse options = delete-missing-args");
    deleteSome();
    awaitEqual();
  }

  @Test
  void hazard_7_tellsOnceThatDeletionsAreRefusedAndSendsUpdates() throws Exception {
    watch(archive().deleteMode(DeleteMode.DEFAULT), DeletionGuard.NONE, "refuse options = delete");
    awaitEqual();
    deleteSome();
    Files.writeString(source.resolve("new"), "x");
    events.awaitLine("UPDATED new");
    Files.delete(source.resolve("d/kept"));
    Files.writeString(source.resolve("newer"), "x");
    events.awaitLine("UPDATED newer");

    assertThat(target.resolve("a")).exists();
    assertThat(target.resolve("d/kept")).exists();
    assertThat(events.lines()).filteredOn(line -> line.startsWith("DeletionsRefused")).hasSize(1);
    assertThat(events.lines()).noneMatch(line -> line.startsWith("DELETED"));
  }

  @Test
  void hazard_7_deletesNothingThatIsExcluded() throws Exception {
    List<FilterRule> rules =
        List.of(
            new FilterRule(FilterRule.Kind.EXCLUDE, "*.tmp".getBytes(UTF_8), 0),
            new FilterRule(
                FilterRule.Kind.EXCLUDE, "cache".getBytes(UTF_8), FilterRule.Modifier.DIRECTORY));
    Files.createDirectories(target.resolve("d/gone/cache"));
    Files.createDirectories(target.resolve("cache"));
    Files.createDirectories(source.resolve("cache"));
    for (String name : List.of("x.tmp", "d/gone/y.tmp", "d/gone/cache/z", "cache/z")) {
      Files.writeString(target.resolve(name), "the target's own");
    }
    Files.writeString(source.resolve("x.tmp"), "the source's own");
    watch(archive().filters(new FilterList(rules)), DeletionGuard.NONE);

    Files.delete(source.resolve("x.tmp"));
    Files.delete(source.resolve("cache"));
    deleteSome();
    events.awaitEqual(() -> assertThat(target.resolve("d/gone/deep")).doesNotExist());
    events.awaitEqual(() -> assertThat(target.resolve("a")).doesNotExist());
    events.awaitEqual(() -> assertThat(target.resolve("d/gone/x")).doesNotExist());
    Files.writeString(source.resolve("last"), "x");
    events.awaitLine("UPDATED last");
    for (String name : List.of("x.tmp", "d/gone/y.tmp", "d/gone/cache/z", "cache/z")) {
      assertThat(target.resolve(name)).hasContent("the target's own");
    }
  }

  @Test
  void hazard_7_holdsTooManyDeletionsUntilTheyAreReleased() throws Exception {
    watch(archive(), new DeletionGuard(3, 0));
    deleteSome();
    Files.writeString(source.resolve("new"), "x");
    events.awaitLine("DeletionsHeld");
    events.awaitLine("UPDATED new");
    assertThat(target.resolve("d/gone/x")).exists();
    events.awaitEqual(
        () ->
            assertThat(watcher.status().mirrors().get(0).targets().get(0).state())
                .isEqualTo(TargetState.HELD));

    byte[] deleted = source.resolve("d/gone/x").toString().getBytes(StandardCharsets.UTF_8);
    events.awaitEqual(
        () -> assertThat(watcher.why(deleted).get(0).state()).isEqualTo(PathState.HELD));
    assertThat(watcher.flush("", Duration.ofMillis(100)).isComplete()).isFalse();

    assertThat(watcher.release("m")).isPositive();
    awaitEqual();
  }

  @Test
  void hazard_7_holdsADeletionOfTooGreatAPart() throws Exception {
    watch(archive(), new DeletionGuard(0, 50));
    Files.delete(source.resolve("a"));
    events.awaitLine("DELETED a");
    deleteRest();
    events.awaitLine("DeletionsHeld");
    assertThat(target.resolve("d/gone/x")).exists();
  }

  private void deleteRest() throws IOException {
    for (String name : List.of("d/[w]*", "d/back\\", "d/gone/x", "d/gone/deep/y", "d/kept")) {
      Files.delete(source.resolve(name));
    }
    Files.delete(source.resolve("d/gone/deep"));
    Files.delete(source.resolve("d/gone"));
  }

  @Test
  void hazard_2_16_anEmptySourceAtTheStartEmptiesNoTargetUntilThatIsAllowed() throws Exception {
    Path full = work.resolve("full");
    Files.move(source, full);
    Files.createDirectory(source);
    Files.writeString(target.resolve("precious"), "x");
    watch(archive().deleteMode(DeleteMode.DEFAULT), DeletionGuard.NONE);
    events.awaitLine("DeletionsHeld");
    Files.writeString(source.resolve("new"), "x");
    events.awaitLine("UPDATED new");
    assertThat(target.resolve("precious")).exists();

    assertThat(watcher.release("")).isPositive();
    awaitEqual();
  }

  @Test
  void hazard_2_16_aSourceThatIsEmptiedBeforeItCouldBeComparedEmptiesTheTarget() throws Exception {
    Files.writeString(target.resolve("old"), "x");
    startDaemon();
    daemon.stop();
    startWatcher(archive().deleteMode(DeleteMode.DEFAULT), DeletionGuard.NONE);
    events.awaitLine("FAILING");
    deleteRest();
    Files.delete(source.resolve("a"));
    Files.delete(source.resolve("d"));
    daemon.startAgain();
    awaitEqual();
    assertThat(events.lines()).noneMatch(line -> line.startsWith("DeletionsHeld"));
  }

  @Test
  void hazard_7_whatCannotBeLookedAtIsNotDeleted() throws Exception {
    Assumptions.assumeTrue(Posix.effectiveUser() != 0, "root looks at everything");
    watch(archive(), DeletionGuard.NONE);
    awaitEqual();
    Path directory = source.resolve("d");
    Files.writeString(source.resolve("d/kept"), "changed");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("---------"));
    Files.writeString(source.resolve("new"), "x");
    events.awaitLine("UPDATED new");
    Files.setPosixFilePermissions(
        target.resolve("d"), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(target.resolve("d/gone/x")).exists();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    awaitEqual();
  }
}
