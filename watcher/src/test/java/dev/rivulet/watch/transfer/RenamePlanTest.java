// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import dev.rivulet.rsync.options.AlternateBasis;
import dev.rivulet.rsync.options.Append;
import dev.rivulet.rsync.options.Backup;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.RenameHint;
import dev.rivulet.watch.origin.WatchSource;
import dev.rivulet.watch.transfer.DeletionMethod.Way;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 8: transfers that begin at a new name. */
class RenamePlanTest {
  private static final WatchSource SOURCE = WatchSource.of("src/".getBytes(UTF_8), false);

  private final TransferOptionsBuilder user = TransferOptions.builder().archive();

  private RenamePlan plan() {
    return new RenamePlan(
        new TransferPlan(user.build(), SOURCE, false, true, Way.MISSING_NAMES, 32), SOURCE);
  }

  private static RenameHint directory(String from, String to) {
    return new RenameHint(TreePath.of(from), TreePath.of(to), true, true);
  }

  private static FilterList rule(Kind kind, String pattern, int modifiers) {
    return new FilterList(List.of(new FilterRule(kind, pattern.getBytes(UTF_8), modifiers)));
  }

  @ParameterizedTest
  @CsvSource({
    "new, old, ../old",
    "a/new, a/old, ../old",
    "a/b/new, old, ../../../old",
    "new, a/b/old, ../a/b/old",
    "a, a/b, b",
    "a/b, a, ..",
    "., a/b, a/b",
    "a, ., .."
  })
  void tellsTheWayFromTheNewNameToTheOldOne(String from, String to, String way) {
    assertThat(new String(RenamePlan.path(TreePath.of(from), TreePath.of(to)), UTF_8))
        .isEqualTo(way);
  }

  @Test
  void hazard_8_linksOrCopiesADirectoryAndDeletesNothingButWhatIsInItsWay() {
    TransferPlan.Step step = plan().directory(directory("old", "a/new"), true, false);
    assertThat(step.sources()).containsExactly("src/a/new/".getBytes(UTF_8));
    assertThat(step.options().alternateBasis().kind()).isEqualTo(AlternateBasis.Kind.LINK);
    assertThat(step.options().selection().relative()).isFalse();
    assertThat(step.options().selection().deleteMissingArgs()).isFalse();
    assertThat(step.options().update().checksum()).isFalse();

    TransferOptions copying = plan().directory(directory("old", "a/new"), false, true).options();
    assertThat(copying.alternateBasis().kind()).isEqualTo(AlternateBasis.Kind.COPY);
    assertThat(copying.update().checksum()).isTrue();
  }

  /** A receiver that deletes the old name in the transfer that uses it dies. */
  @Test
  void hazard_8_looksForSimilarFilesAndDeletesNone() {
    TransferOptions options =
        plan().files(TreePath.of("d"), TreePath.of("d"), List.of(TreePath.of("d/f"))).options();
    assertThat(options.delivery().fuzzy()).isEqualTo(1);
    assertThat(options.selection().deleteMissingArgs()).isFalse();
    assertThat(options.deletion().isOn()).isFalse();
    assertThat(options.update().ignoreTimes()).isTrue();
    assertThat(options.alternateBasis().isOn()).isFalse();
  }

  @Test
  void hazard_8_takesTheSameNameFromAnotherDirectory() {
    TransferOptions options =
        plan().files(TreePath.of("d"), TreePath.of("e"), List.of(TreePath.of("e/f"))).options();
    assertThat(options.delivery().fuzzy()).isZero();
    assertThat(options.alternateBasis().directories()).containsExactly("../d".getBytes(UTF_8));
  }

  @Test
  void hazard_8_rulesAboutPathsForbidTransfersThatBeginElsewhere() {
    assertThat(RenamePlan.suits(user.build())).isTrue();
    assertThat(RenamePlan.suits(user.filters(rule(Kind.EXCLUDE, "*.tmp", 0)).build())).isTrue();
    assertThat(RenamePlan.suits(user.filters(rule(Kind.EXCLUDE, "/tmp", 0)).build())).isFalse();
    assertThat(RenamePlan.suits(user.filters(rule(Kind.INCLUDE, "a/b", 0)).build())).isFalse();
    assertThat(RenamePlan.suits(user.filters(rule(Kind.EXCLUDE, "a**", 0)).build())).isFalse();
    assertThat(RenamePlan.suits(user.filters(rule(Kind.DIR_MERGE, ".rules", 0)).build())).isFalse();
    int absolute = Modifier.ABSOLUTE;
    assertThat(RenamePlan.suits(user.filters(rule(Kind.EXCLUDE, "x", absolute)).build())).isFalse();
    FilterRule test = FilterRule.excluding("x".getBytes(UTF_8), (name, isDirectory) -> true);
    assertThat(RenamePlan.suits(user.filters(new FilterList(List.of(test))).build())).isFalse();
  }

  @Test
  void hazard_8_optionsThatDependOnTheRootOrOnOtherDirectoriesForbidThem() {
    assertThat(RenamePlan.suits(user.build())).isTrue();
    assertThat(RenamePlan.suits(user.build().toBuilder().hardLinks(true).build())).isFalse();
    assertThat(RenamePlan.suits(user.build().toBuilder().append(Append.YES).build())).isFalse();
    Backup aside = Backup.into("aside".getBytes(UTF_8));
    assertThat(RenamePlan.suits(user.build().toBuilder().backup(aside).build())).isFalse();
    AlternateBasis basis =
        new AlternateBasis(AlternateBasis.Kind.LINK, List.of("x".getBytes(UTF_8)));
    assertThat(RenamePlan.suits(user.build().toBuilder().alternateBasis(basis).build())).isFalse();
  }

  @Test
  void hazard_8_whatIsLeftOutIsKnownByAnyDirectoryAboveIt() {
    FilterList filters = rule(Kind.EXCLUDE, "out", 0);
    assertThat(RenamePlan.isLeftOut(filters, TreePath.of("a/out/b"))).isTrue();
    assertThat(RenamePlan.isLeftOut(filters, TreePath.of("a/b"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*", "a?", "[a]", "a\\b", "a\nb"})
  void hazard_8_namesThatADaemonWouldTakeForPatternsAreNoDestination(String name) {
    assertThat(RenamePlan.canBeNamed(TreePath.of(name))).isFalse();
    assertThat(RenamePlan.canBeNamed(TreePath.of("-a b'\"$#;é"))).isTrue();
  }

  @Test
  void hazard_8_aTargetThatRefusesAWayIsNotAskedAgain() {
    RenameSupport support = new RenameSupport();
    support.failed(RenameSupport.Way.LINK, "The server is configured to refuse --link-dest");
    assertThat(support.knows(RenameSupport.Way.LINK)).isFalse();
    assertThat(support.knows(RenameSupport.Way.COPY)).isTrue();

    support.failed(RenameSupport.Way.COPY, "The server is configured to refuse --delete");
    support.failed(RenameSupport.Way.COPY, "broken");
    support.worked(RenameSupport.Way.COPY);
    support.failed(RenameSupport.Way.COPY, "broken");
    support.failed(RenameSupport.Way.COPY, "broken");
    assertThat(support.knows(RenameSupport.Way.COPY)).isTrue();
    support.failed(RenameSupport.Way.COPY, "broken");
    assertThat(support.knows(RenameSupport.Way.COPY)).isFalse();
  }
}
