// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.Publication.Step;
import dev.rivulet.watch.source.NamePatterns;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Section 5.5: which marks wait for others. */
class PublicationTest {
  private static final long NOW = 1_000;
  private static final PublishedNames NAMES =
      new PublishedNames(
          new NamePatterns(List.of("*.git/refs".getBytes(UTF_8), "current".getBytes(UTF_8))),
          TreePath.of("top"));

  private final MarkSet marks = new MarkSet(MarkSet.DEFAULT_LIMIT, new MarkTiming(0, 0, 0), NAMES);

  private void mark(String path, Scope scope, long time) {
    marks.add(TreePath.of(path), scope, Change.CONTENT, time);
  }

  private List<String> taken() {
    return paths(marks.take(NOW + 100, 100));
  }

  private List<String> taken(Step step) {
    return paths(marks.take(step, NOW + 100, 100));
  }

  private static List<String> paths(List<Mark> marks) {
    return marks.stream().map(mark -> mark.path().toString()).toList();
  }

  @Test
  void hazard_5_5_aPublishedNameWaitsUntilItIsAskedForAndCountsAllTheWhile() {
    mark("top/a.git/refs/heads/main", Scope.FILE, NOW);
    mark("top/a.git/objects/1", Scope.FILE, NOW + 1);
    assertThat(taken()).containsExactly("top/a.git/objects/1");
    assertThat(marks.oldestNanos()).isEqualTo(NOW);
    assertThat(marks.oldestUnpublishedNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(marks.size()).isOne();
    assertThat(marks.publication().stepOf(TreePath.of("top/a.git/refs/heads/main")))
        .isEqualTo(Optional.of(Step.SEND));
    assertThat(taken(Step.SEND)).containsExactly("top/a.git/refs/heads/main");
    assertThat(marks.publication().isEmpty()).isTrue();
  }

  @Test
  void hazard_5_5_whatFailsComesBackToItsPlace() {
    mark("top/current", Scope.FILE, NOW);
    assertThat(taken()).isEmpty();
    List<Mark> failed = marks.take(Step.SEND, NOW, 100);
    marks.putBack(failed, NOW + 50);
    marks.settled(failed, List.of());
    assertThat(taken()).isEmpty();
    assertThat(marks.take(Step.SEND, NOW + 49, 100)).isEmpty();
    assertThat(taken(Step.SEND)).containsExactly("top/current");
  }

  @Test
  void hazard_5_5_aDirectoryIsFollowedByWhatIsPublishedInIt() {
    mark("top/a.git", Scope.TREE, NOW);
    mark("top/other", Scope.TREE, NOW);
    List<Mark> directories = marks.take(NOW, 100);
    directories.forEach(mark -> marks.publication().follow(mark, true));
    assertThat(taken(Step.SEND)).containsExactly("top/a.git");
    assertThat(taken(Step.SEARCH)).containsExactlyInAnyOrder("top/a.git", "top/other");
  }

  @Test
  void hazard_5_5_whatIsBackIsNotDeletedAfterwards() {
    mark("top/x", Scope.FILE, NOW);
    List<Mark> gone = marks.take(NOW, 100);
    marks.publication().postpone(Step.DELETE, gone, NOW);
    marks.settled(gone, List.of());
    mark("top/x", Scope.FILE, NOW + 1);
    assertThat(taken()).containsExactly("top/x");
    assertThat(taken(Step.DELETE)).isEmpty();
  }

  @Test
  void hazard_5_5_memoryIsBounded() {
    MarkSet small = new MarkSet(64, new MarkTiming(0, 0, 0), NAMES);
    for (int i = 0; i < 200; i++) {
      small.add(TreePath.of("top/a.git/refs/" + i), Scope.FILE, Change.CONTENT, NOW);
      small.take(NOW, 100);
    }
    assertThat(small.size()).isLessThan(64);
    assertThat(small.covering(TreePath.of("top/a.git/refs/0"))).isPresent();
  }

  @Test
  void hazard_5_5_oneTransferHidesWhatTheOtherShows() {
    assertThat(excluded(NAMES.hidden(), "top/current", false)).isTrue();
    assertThat(excluded(NAMES.hidden(), "top/a.git/refs/heads", true)).isTrue();
    assertThat(excluded(NAMES.hidden(), "top/a.git", true)).isFalse();
    assertThat(excluded(NAMES.alone(), "top/current", false)).isFalse();
    assertThat(excluded(NAMES.alone(), "top", true)).isFalse();
    assertThat(excluded(NAMES.alone(), "top/a.git", true)).isFalse();
    assertThat(excluded(NAMES.alone(), "top/a.git/objects", true)).isTrue();
    assertThat(excluded(NAMES.alone(), "top/file", false)).isTrue();
  }

  private static boolean excluded(FilterList rules, String name, boolean directory) {
    return rules.excludes(name.getBytes(UTF_8), directory, Side.SENDER);
  }
}
