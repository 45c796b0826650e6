// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferEvent.Severity;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettlementTest {
  private final TransferOutcome outcome = new TransferOutcome(TransferListener.NONE);

  private static Mark mark(String path, Scope scope) {
    return new Mark(TreePath.of(path), scope, Change.CONTENT, 0, 0, false);
  }

  private static Batch batch(List<Mark> marks, Mark... deferred) {
    return new Batch(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        marks,
        Stream.of(deferred).collect(Collectors.toMap(mark -> mark, mark -> "closed")),
        List.of(),
        Map.of());
  }

  private void fails(String path) {
    outcome.on(new TransferEvent.Failed(path.getBytes(UTF_8), "no"));
  }

  private void fails(String path, String reason) {
    outcome.on(new TransferEvent.Failed(path.getBytes(UTF_8), reason));
  }

  private void thisEndReportsAnError() {
    hears(Severity.ERROR_TRANSFER, "oh", false);
  }

  private void hears(Severity severity, String text, boolean fromPeer) {
    outcome.on(new TransferEvent.Message(severity, text.getBytes(UTF_8), fromPeer));
  }

  /** Something is missing that marks are about. */
  private static Batch batchWithout(TreePath missing, Mark... marks) {
    List<TreePath> none = List.of();
    return new Batch(
        none,
        none,
        List.of(missing),
        none,
        none,
        none,
        none,
        none,
        List.of(marks),
        Map.of(),
        List.of(),
        Map.of());
  }

  @Test
  void forgetsEverythingAfterSuccess() {
    Mark file = mark("a", Scope.FILE);
    Mark tree = mark("b", Scope.TREE);
    Settlement settlement = Settlement.of(batch(List.of(file, tree)), ExitCode.OK, outcome);
    assertThat(settlement.confirmed()).containsExactly(file, tree);
    assertThat(settlement.soon()).isEmpty();
    assertThat(settlement.later()).isEmpty();
  }

  @Test
  void hazard_10_1_keepsTheFileThatFailedAndForgetsTheOthers() {
    Mark good = mark("good", Scope.FILE);
    Mark bad = mark("bad", Scope.FILE);
    fails("bad");
    Settlement settlement = Settlement.of(batch(List.of(good, bad)), ExitCode.PARTIAL, outcome);
    assertThat(settlement.confirmed()).containsExactly(good);
    assertThat(settlement.later()).containsExactly(bad);
  }

  @Test
  void hazard_10_1_keepsEverythingWhereNobodyIsNamed() {
    Mark one = mark("one", Scope.FILE);
    Mark other = mark("other", Scope.TREE);
    Settlement settlement = Settlement.of(batch(List.of(one, other)), ExitCode.PARTIAL, outcome);
    assertThat(settlement.later()).containsExactly(one, other);
  }

  /** One may be the reason of all others only if it names none of them. */
  @Test
  void hazard_10_1_noPathIsSaidToFailForWhatIsWrongWithAnother() {
    Mark bad = mark("bad", Scope.FILE);
    Mark tree = mark("tree", Scope.TREE);
    Mark other = mark("other", Scope.FILE);
    fails("bad", "open: Permission denied (13)");
    fails("tree/x", "file has vanished");
    hears(Severity.ERROR_TRANSFER, "rsync: [sender] link_stat \"/s/bad\" failed", false);
    hears(Severity.WARNING, "WARNING: parent dir is absent in the file list: d", true);
    assertThat(outcome.reason(bad, ExitCode.PARTIAL)).isEqualTo("open: Permission denied (13)");
    assertThat(outcome.reason(tree, ExitCode.PARTIAL)).isEqualTo("tree/x: file has vanished");
    assertThat(outcome.reason(other, ExitCode.PARTIAL)).isEqualTo(ExitCode.PARTIAL.text());
  }

  @Test
  void hazard_10_1_anErrorThatNamesNothingIsTheReasonOfAll() {
    Mark file = mark("f", Scope.FILE);
    hears(Severity.ERROR_TRANSFER, "rsync: out of luck", true);
    hears(Severity.WARNING, "WARNING: parent dir is absent in the file list: d", true);
    assertThat(outcome.reason(file, ExitCode.PARTIAL)).isEqualTo("rsync: out of luck");
    hears(Severity.ERROR_TRANSFER, "rsync: [receiver] chdir \"/x\" (in m) failed", true);
    assertThat(outcome.reason(file, ExitCode.PARTIAL)).isEqualTo(ExitCode.PARTIAL.text());
  }

  /** A deletion by comparison is left out, too. */
  @Test
  void hazard_12_aDeletionIsMadeAgainWhereThisEndHadAnError() {
    Mark gone = mark("d/gone", Scope.FILE);
    Batch batch = batchWithout(gone.path(), gone);
    fails("c");
    thisEndReportsAnError();
    Settlement settlement = Settlement.of(batch, ExitCode.PARTIAL, outcome);
    assertThat(settlement.soon()).containsExactly(gone);
    assertThat(settlement.confirmed()).isEmpty();
    assertThat(settlement.later()).isEmpty();
  }

  @Test
  void hazard_10_4_aDeletionWaitsForItsDirectoryThatCannotBeCompared() {
    Mark gone = mark("d/gone", Scope.FILE);
    Batch batch = batchWithout(gone.path(), gone);
    fails("d");
    thisEndReportsAnError();
    Settlement settlement = Settlement.of(batch, ExitCode.PARTIAL, outcome);
    assertThat(settlement.later()).containsExactly(gone);
    assertThat(settlement.confirmed()).isEmpty();
    assertThat(settlement.soon()).isEmpty();
  }

  /** Whoever sends with an error makes the receiver delete nothing anywhere. */
  @Test
  void hazard_12_comparesADirectoryAgainWhenAnotherOneFailedBesideIt() {
    Mark innocent = mark("innocent", Scope.TREE);
    Mark names = mark("names", Scope.LIST);
    Mark bad = mark("bad", Scope.TREE);
    fails("bad/below");
    thisEndReportsAnError();
    Settlement settlement =
        Settlement.of(batch(List.of(innocent, names, bad)), ExitCode.PARTIAL, outcome);
    assertThat(settlement.confirmed()).isEmpty();
    assertThat(settlement.soon()).containsExactly(innocent, names);
    assertThat(settlement.later()).containsExactly(bad);
  }

  @Test
  void hazard_10_4_aDirectoryIsComparedButForThePathsTheReceiverCouldNotTake() {
    Mark tree = mark("d", Scope.TREE);
    fails("d/e/poison");
    Settlement settlement = Settlement.of(batch(List.of(tree)), ExitCode.PARTIAL, outcome);
    assertThat(settlement.confirmed()).containsExactly(tree);
    assertThat(settlement.later()).containsExactly(mark("d/e/poison", Scope.TREE));
  }

  @Test
  void hazard_10_4_aDirectoryThatCannotBeMadeHasFailedItself() {
    Mark tree = mark("d", Scope.TREE);
    fails("d");
    fails("d/e");
    Settlement settlement = Settlement.of(batch(List.of(tree)), ExitCode.PARTIAL, outcome);
    assertThat(settlement.confirmed()).isEmpty();
    assertThat(settlement.later()).containsExactly(tree);
  }

  /** It was moved away: no event has told of what was in it. */
  @Test
  void hazard_12_aDirectoryStaysMarkedWhileSomethingInItCannotBeDeleted() {
    Mark gone = mark("d", Scope.FILE);
    Batch batch = batchWithout(gone.path(), gone);
    fails("d/immutable");
    Settlement settlement = Settlement.of(batch, ExitCode.PARTIAL, outcome);
    assertThat(settlement.confirmed()).isEmpty();
    assertThat(settlement.later()).containsExactly(gone);
  }

  /** One deletion answers for all marks below the topmost missing directory. */
  @Test
  void hazard_12_whatCannotBeDeletedIsMarkedWhicheverMarkLedToItsDirectory() {
    Mark one = mark("d/one", Scope.FILE);
    Mark two = mark("d/two", Scope.FILE);
    Batch batch = batchWithout(TreePath.of("d"), one, two);
    fails("d/immutable");
    Settlement settlement = Settlement.of(batch, ExitCode.PARTIAL, outcome);
    assertThat(settlement.confirmed()).containsExactly(one, two);
    assertThat(settlement.later()).containsExactly(mark("d/immutable", Scope.TREE));
  }

  @Test
  void hazard_15_10_aRefusedAttributeIsNoFailure() {
    Mark file = mark("f", Scope.FILE);
    fails("f", "rsync: [receiver] chgrp \"f\" (in m) failed: Operation not permitted (1)");
    Settlement settlement = Settlement.of(batch(List.of(file)), ExitCode.PARTIAL, outcome);
    assertThat(settlement.confirmed()).containsExactly(file);
    assertThat(outcome.refusals())
        .containsExactly(new AttributeRefusal("chgrp", "Operation not permitted (1)"));
  }

  @Test
  void hazard_15_10_aRefusedAttributeBesideAFailureHidesNothing() {
    Mark file = mark("f", Scope.FILE);
    Mark other = mark("g", Scope.FILE);
    fails("f", "rsync: [receiver] chgrp \"f\" (in m) failed: Operation not permitted (1)");
    fails("g");
    Settlement settlement = Settlement.of(batch(List.of(file, other)), ExitCode.PARTIAL, outcome);
    assertThat(settlement.confirmed()).containsExactly(file);
    assertThat(settlement.later()).containsExactly(other);
  }

  @Test
  void triesAgainWhatCouldNotBeLookedAt() {
    Mark deferred = mark("unreadable", Scope.FILE);
    Settlement settlement = Settlement.of(batch(List.of(), deferred), ExitCode.OK, outcome);
    assertThat(settlement.later()).containsExactly(deferred);
  }
}
