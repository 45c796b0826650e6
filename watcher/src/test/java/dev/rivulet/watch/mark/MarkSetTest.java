// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkSetTest {
  private static final long CAP = 1_000;

  private final MarkSet marks = new MarkSet(MarkSet.DEFAULT_LIMIT, CAP);

  @Test
  void givesAMarkThatIsReadyOnce() {
    marks.add(path("a/b"), Scope.FILE, Change.CONTENT, 5);

    assertThat(paths(marks.take(5, 10))).containsExactly("a/b");
    assertThat(marks.take(5, 10)).isEmpty();
    assertThat(marks.size()).isZero();
  }

  @Test
  void mergesMarksOfOnePathToTheWiderScopeAndTheOlderDoubt() {
    marks.add(path("a"), Scope.LIST, Change.ATTRIBUTES, 5);
    marks.add(path("a"), Scope.FILE, Change.CONTENT, 9);

    Mark mark = marks.take(9, 10).get(0);

    assertThat(mark.scope()).isEqualTo(Scope.LIST);
    assertThat(mark.change()).isEqualTo(Change.CONTENT);
    assertThat(mark.firstNanos()).isEqualTo(5);
  }

  @Test
  void hazard_4_1_aTreeMarkSwallowsWhatIsBelowItAndAbsorbsWhatComes() {
    marks.add(path("a/b"), Scope.FILE, Change.CONTENT, 1);
    marks.add(path("a/c/d"), Scope.FILE, Change.CONTENT, 2);
    marks.add(path("ab"), Scope.FILE, Change.CONTENT, 3);
    marks.add(path("a"), Scope.TREE, Change.CONTENT, 4);
    marks.add(path("a/e/f"), Scope.FILE, Change.CONTENT, 5);

    assertThat(marks.size()).isEqualTo(2);
    assertThat(paths(marks.take(9, 10))).containsExactlyInAnyOrder("a", "ab");
  }

  /** Otherwise an overflow would make a rewrite of equal size and time invisible. */
  @Test
  void hazard_15_1_aComparisonBySizeAndTimeSwallowsNoNewsOfContents() {
    marks.add(path("a/content"), Scope.FILE, Change.CONTENT, 1);
    marks.add(path("a/mode"), Scope.FILE, Change.ATTRIBUTES, 2);
    marks.add(path("a"), Scope.TREE, Change.ATTRIBUTES, 3);
    marks.add(path("a/later"), Scope.FILE, Change.CONTENT, 4);
    marks.add(path("a/owner"), Scope.FILE, Change.ATTRIBUTES, 5);

    assertThat(paths(marks.take(9, 10))).containsExactlyInAnyOrder("a", "a/content", "a/later");
    assertThat(marks.size()).isZero();
  }

  @Test
  void hazard_4_2_aWaitingMarkIsPutOffByEachChangeButNotBeyondTheCap() {
    marks.addAfterQuiet(path("log"), Change.CONTENT, 0, 400);
    marks.addAfterQuiet(path("log"), Change.CONTENT, 300, 400);
    assertThat(marks.take(500, 10)).isEmpty();
    marks.addAfterQuiet(path("log"), Change.CONTENT, 600, 400);
    marks.addAfterQuiet(path("log"), Change.CONTENT, 900, 400);

    assertThat(marks.take(999, 10)).isEmpty();
    assertThat(paths(marks.take(CAP, 10))).containsExactly("log");
  }

  @Test
  void hazard_15_6_aFileThatGrowsAllTheTimeIsNotPutOff() {
    marks.addNew(path("log"), Scope.FILE, 0, 400);
    marks.addWithin(path("log"), Change.CONTENT, 10, 100);
    marks.addWithin(path("log"), Change.CONTENT, 60, 100);

    assertThat(marks.take(109, 10)).isEmpty();
    assertThat(paths(marks.take(110, 10))).containsExactly("log");
  }

  @Test
  void aCompletedFileNeedsNoMoreQuietTime() {
    marks.addNew(path("f"), Scope.FILE, 0, 400);
    marks.add(path("f"), Scope.FILE, Change.CONTENT, 10);

    assertThat(paths(marks.take(10, 10))).containsExactly("f");
  }

  @Test
  void hazard_4_1_whatAppearedSinceTheLastTransferIsUnseenUntilATreeTransferMayHaveSentIt() {
    marks.addNew(path("tmp"), Scope.FILE, 0, 0);
    assertThat(takeAndSettle().unseen()).isTrue();

    marks.sightings().treeStarted();
    marks.addNew(path("tmp"), Scope.FILE, 0, 0);
    assertThat(takeAndSettle().unseen()).isFalse();

    marks.sightings().treeEnded();
    marks.addNew(path("tmp"), Scope.FILE, 0, 0);
    assertThat(takeAndSettle().unseen()).as("news may still be late").isFalse();

    marks.addNew(path("tmp"), Scope.FILE, 0, 0);
    assertThat(takeAndSettle().unseen()).isTrue();
  }

  /** News that was read before a transfer ended says nothing about what comes after it. */
  @Test
  void hazard_4_1_newsOfTheTimeBeforeATransferEndedMakeNothingUnseen() {
    marks.sightings().treeStarted();
    long before = marks.sightings().moment();
    marks.sightings().treeEnded();
    marks.sightings().heardUntil(before);
    marks.addNew(path("tmp"), Scope.FILE, 0, 0);
    assertThat(marks.take(0, 1).get(0).unseen()).isFalse();

    marks.sightings().heardUntil(marks.sightings().moment());
    marks.addNew(path("other"), Scope.FILE, 0, 0);
    assertThat(marks.take(0, 1).get(0).unseen()).isTrue();
  }

  /** Sent, settled, and only then the news of its making is read: the target has it. */
  @Test
  void hazard_4_1_lateNewsOfAFileThatWasSentByNameDoNotMakeItUnseen() {
    marks.add(path("f"), Scope.FILE, Change.CONTENT, 0);
    marks.settled(marks.take(0, 10), List.of(path("linked")));
    marks.addNew(path("f"), Scope.FILE, 1, 0);
    marks.addNew(path("linked"), Scope.FILE, 2, 0);
    marks.addNew(path("other"), Scope.FILE, 3, 0);

    assertThat(marks.take(3, 10)).extracting(Mark::unseen).containsExactly(false, false, true);
  }

  private Mark takeAndSettle() {
    List<Mark> taken = marks.take(0, 10);
    marks.settled(taken, List.of());
    marks.sightings().heardUntil(marks.sightings().moment());
    return taken.get(0);
  }

  @Test
  void somethingDeletedAndMadeAgainIsNotUnseen() {
    marks.add(path("f"), Scope.FILE, Change.CONTENT, 0);
    marks.addNew(path("f"), Scope.FILE, 1, 0);

    assertThat(marks.take(1, 10).get(0).unseen()).isFalse();
  }

  @Test
  void hazard_4_1_whatCameIntoBeingUnseenStaysSoWhateverHappensToIt() {
    marks.addNew(path("tmp"), Scope.FILE, 0, 0);
    marks.add(path("tmp"), Scope.FILE, Change.CONTENT, 1);

    assertThat(marks.take(1, 10).get(0).unseen()).isTrue();
  }

  @Test
  void hazard_4_1_whatWaitsWhenATreeTransferStartsIsNotUnseen() {
    marks.addNew(path("tmp"), Scope.FILE, 0, 0);
    marks.sightings().treeStarted();
    marks.sightings().treeEnded();

    assertThat(marks.take(1, 10).get(0).unseen()).isFalse();
  }

  @Test
  void hazard_4_1_whatIsOnItsWayAndMadeAgainIsNotUnseen() {
    marks.add(path("f"), Scope.FILE, Change.CONTENT, 0);
    List<Mark> sent = marks.take(0, 10);
    marks.addNew(path("f"), Scope.FILE, 1, 0);
    assertThat(marks.take(1, 10).get(0).unseen()).isFalse();

    marks.settled(sent, List.of());
    marks.addNew(path("f"), Scope.FILE, 0, 0);
    assertThat(takeAndSettle().unseen()).isFalse();
    marks.addNew(path("f"), Scope.FILE, 2, 0);
    assertThat(marks.take(2, 10).get(0).unseen()).isTrue();
  }

  @Test
  void hazard_4_1_whatABatchGivesBackIsNotUnseen() {
    marks.add(path("f"), Scope.FILE, Change.CONTENT, 0);
    List<Mark> sent = marks.take(0, 10);
    marks.settled(sent, List.of());
    marks.addNew(path("f"), Scope.FILE, 1, 0);
    marks.putBack(sent, 2);

    assertThat(marks.take(2, 10).get(0).unseen()).isFalse();
  }

  @Test
  void oldestMarksComeFirstAndTheRestStays() {
    marks.add(path("late"), Scope.FILE, Change.CONTENT, 30);
    marks.add(path("early"), Scope.FILE, Change.CONTENT, 10);
    marks.add(path("middle"), Scope.FILE, Change.CONTENT, 20);

    assertThat(paths(marks.take(40, 2))).containsExactly("early", "middle");
    assertThat(paths(marks.take(40, 2))).containsExactly("late");
  }

  @Test
  void marksGivenBackKeepTheirAgeAndWaitForTheRetry() throws InterruptedException {
    marks.add(path("f"), Scope.FILE, Change.CONTENT, 3);
    marks.putBack(marks.take(3, 10), 50);

    assertThat(marks.take(49, 10)).isEmpty();
    assertThat(marks.awaitReady(() -> 49, 0)).isFalse();
    assertThat(marks.awaitReady(() -> 50, 0)).isTrue();
    assertThat(marks.take(50, 10).get(0).firstNanos()).isEqualTo(3);
  }

  @Test
  void hazard_10_4_aDirectoryThatIsComparedAgainLaterDoesNotHoldUpWhatChangesInIt() {
    marks.add(path("d"), Scope.TREE, Change.CONTENT, 3);
    marks.putBack(marks.take(3, 10), 50);
    marks.add(path("d/f"), Scope.FILE, Change.CONTENT, 10);

    assertThat(marks.size()).isEqualTo(2);
    assertThat(paths(marks.take(10, 10))).containsExactly("d/f");
    assertThat(marks.covering(path("d/g")).map(Mark::path)).contains(path("d"));
    assertThat(marks.take(49, 10)).isEmpty();
    assertThat(paths(marks.take(50, 10))).containsExactly("d");
  }

  @Test
  void aNewEventEndsTheWaitOfARetriedMark() {
    marks.add(path("f"), Scope.FILE, Change.CONTENT, 3);
    marks.putBack(marks.take(3, 10), 50);
    marks.add(path("f"), Scope.FILE, Change.CONTENT, 10);

    assertThat(paths(marks.take(10, 10))).containsExactly("f");
  }

  @Test
  void hazard_4_2_theOldestMarkOfADelayedSetWaitsForOthersAndTakesThemAlong() throws Exception {
    MarkSet delayed = new MarkSet(MarkSet.DEFAULT_LIMIT, new MarkTiming(CAP, 100, 0));
    delayed.add(path("a"), Scope.FILE, Change.CONTENT, 0);
    delayed.add(path("b"), Scope.FILE, Change.CONTENT, 99);

    assertThat(delayed.awaitReady(() -> 99, 0)).isFalse();
    assertThat(delayed.take(99, 10)).isEmpty();
    assertThat(delayed.awaitReady(() -> 100, 0)).isTrue();
    assertThat(paths(delayed.take(100, 10))).containsExactly("a", "b");
  }

  @Test
  void hazard_4_2_soManyMarksCutTheDelayShort() throws Exception {
    MarkSet delayed = new MarkSet(MarkSet.DEFAULT_LIMIT, new MarkTiming(CAP, 100, 3));
    delayed.add(path("a"), Scope.FILE, Change.CONTENT, 0);
    delayed.add(path("b"), Scope.FILE, Change.CONTENT, 0);
    assertThat(delayed.awaitReady(() -> 1, 0)).isFalse();
    delayed.add(path("c"), Scope.FILE, Change.CONTENT, 1);

    assertThat(delayed.awaitReady(() -> 1, 0)).isTrue();
    assertThat(delayed.take(1, 10)).hasSize(3);
  }

  @Test
  void hazard_5_2_aMarkForAPathOfAnotherLaneWaitsForThatTransfer() {
    marks.add(path("d/big"), Scope.FILE, Change.CONTENT, 1);
    Mark big = marks.take(1, 10).get(0);
    assertThat(marks.reserve(big)).isTrue();
    marks.add(path("d/big"), Scope.FILE, Change.CONTENT, 2);
    marks.add(path("d/small"), Scope.FILE, Change.CONTENT, 3);

    assertThat(paths(marks.take(9, 10))).containsExactly("d/small");
    assertThat(marks.size()).isEqualTo(1);
    assertThat(marks.oldestNanos()).isEqualTo(2);
    assertThat(marks.covering(path("d/big"))).isPresent();

    marks.release(big.path());
    assertThat(paths(marks.take(9, 10))).containsExactly("d/big");
  }

  @Test
  void hazard_5_3_whatIsAboveOrBelowAPathOfAnotherLaneWaitsToo() {
    marks.add(path("d/e/big"), Scope.FILE, Change.CONTENT, 1);
    Mark big = marks.take(1, 10).get(0);
    marks.reserve(big);
    marks.add(path("d"), Scope.TREE, Change.CONTENT, 2);
    marks.add(path("other"), Scope.TREE, Change.CONTENT, 3);
    assertThat(paths(marks.take(9, 10))).containsExactly("other");
    assertThat(marks.covering(path("d/x"))).map(Mark::scope).contains(Scope.TREE);

    marks.add(path("d/e/big/now/a/directory"), Scope.FILE, Change.CONTENT, 4);
    marks.add(path("d/small"), Scope.FILE, Change.CONTENT, 5);
    assertThat(paths(marks.take(9, 10))).containsExactly("d/small");

    marks.release(big.path());
    assertThat(paths(marks.take(9, 10))).containsExactly("d");
    assertThat(marks.size()).isZero();
  }

  /** The target has the directory that something new has taken the place of meanwhile. */
  @Test
  void hazard_4_1_whatWaitedForAnotherLaneIsSeenWhateverHasComeIntoBeingThere() {
    marks.add(path("d/big"), Scope.FILE, Change.CONTENT, 1);
    Mark big = marks.take(1, 10).get(0);
    marks.reserve(big);
    marks.add(path("d"), Scope.TREE, Change.ATTRIBUTES, 2);
    assertThat(marks.take(9, 10)).isEmpty();
    marks.addNew(path("d"), Scope.FILE, 3, 0);

    marks.release(big.path());
    assertThat(marks.take(9, 10)).singleElement().matches(mark -> !mark.unseen());
  }

  @Test
  void hazard_4_1_whatHasFailedIsSeenWhateverHasComeIntoBeingThere() {
    marks.add(path("d"), Scope.TREE, Change.CONTENT, 1);
    marks.putBack(marks.take(1, 10), 5);
    marks.addNew(path("d"), Scope.FILE, 3, 0);

    assertThat(marks.take(9, 10)).singleElement().matches(mark -> !mark.unseen());
  }

  /** Otherwise one large file after the other would put off a comparison for ever. */
  @Test
  void hazard_14_noPathIsReservedInADirectoryThatWaitsToBeCompared() {
    marks.reserve(new Mark(path("d/one"), Scope.FILE, Change.CONTENT, 0, 0, false));
    marks.add(path("d"), Scope.TREE, Change.CONTENT, 2);
    marks.take(9, 10);

    assertThat(marks.reserve(new Mark(path("d/two"), Scope.FILE, Change.CONTENT, 0, 0, false)))
        .isFalse();
    assertThat(marks.reserve(new Mark(path("e/two"), Scope.FILE, Change.CONTENT, 0, 0, false)))
        .isTrue();
  }

  @Test
  void hazard_6_6_aBatchIsCutAtFourMegabytesOfNames() {
    String longName = "n".repeat(255) + "/";
    for (int i = 0; i < 1_200; i++) {
      marks.add(path(longName.repeat(15) + i), Scope.FILE, Change.CONTENT, i);
    }
    List<Mark> first = marks.take(9_999, 50_000);

    int bytes = first.stream().mapToInt(mark -> mark.path().bytes().length).sum();
    assertThat(bytes).isBetween(4_000_000, 4_200_000);
    assertThat(marks.take(9_999, 50_000)).hasSize(1_200 - first.size());
  }

  @Test
  void takingAFewOfVeryManyMarksOfOneDirectoryLeavesTheOthers() {
    for (int i = 0; i < 20_000; i++) {
      marks.add(path("dir/f" + i), Scope.FILE, Change.CONTENT, i);
    }
    int taken = 0;
    for (int i = 0; i < 2_000; i++) {
      List<Mark> few = marks.take(20_000, 10);
      assertThat(few.get(0).path()).isEqualTo(path("dir/f" + taken));
      taken += few.size();
      assertThat(marks.size()).isEqualTo(20_000 - taken);
    }
    assertThat(taken).isEqualTo(20_000);
  }

  @Test
  void hazard_10_8_collapsesTheFullestDirectoryAboveTheLimit() {
    MarkSet small = new MarkSet(100, CAP);
    small.add(path("other/file"), Scope.FILE, Change.CONTENT, 0);
    for (int i = 0; i < 100; i++) {
      small.add(path("full/dir/f" + i), Scope.FILE, Change.CONTENT, i);
    }

    assertThat(paths(small.take(1_000, 200))).containsExactlyInAnyOrder("other/file", "full/dir");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void hazard_12_everyMarkedPathStaysCoveredWhateverHappens(long seed) {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    MarkSet small = new MarkSet(60, CAP);
    TreeMap<String, Boolean> expected = new TreeMap<>();
    for (int i = 0; i < 5_000; i++) {
      String name = randomPath(random);
      Scope scope = random.nextInt(20) == 0 ? Scope.TREE : Scope.FILE;
      small.add(path(name), scope, Change.CONTENT, i);
      expected.put(name, true);
      assertThat(small.size()).isLessThanOrEqualTo(60);
      if (random.nextInt(50) == 0) {
        List<Mark> taken = small.take(i, 20);
        if (random.nextBoolean()) {
          small.putBack(taken, i);
        } else {
          expected.keySet().removeIf(p -> isCovered(p, taken));
        }
      }
    }
    List<Mark> rest = small.take(10_000, Integer.MAX_VALUE);
    assertThat(expected.keySet()).allMatch(p -> isCovered(p, rest));
  }

  private static String randomPath(Random random) {
    StringBuilder name = new StringBuilder();
    for (int depth = random.nextInt(4); depth >= 0; depth--) {
      name.append((char) ('a' + random.nextInt(6))).append(depth > 0 ? "/" : "");
    }
    return name.toString();
  }

  private static boolean isCovered(String path, List<Mark> marks) {
    return marks.stream()
        .anyMatch(
            m ->
                m.path().equals(path(path))
                    || (m.scope() == Scope.TREE && path(path).startsWith(m.path())));
  }

  private static TreePath path(String text) {
    return TreePath.of(text);
  }

  private static List<String> paths(List<Mark> marks) {
    return marks.stream().map(m -> m.path().toString()).toList();
  }
}
