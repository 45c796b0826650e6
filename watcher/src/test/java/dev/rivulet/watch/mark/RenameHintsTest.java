// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section 8: what is known of renames, and when it is forgotten or doubted. */
class RenameHintsTest {
  private static final long NOW = 1_000;

  private final MarkSet marks = new MarkSet(MarkSet.DEFAULT_LIMIT, 0);

  private void renamed(String from, String to) {
    marks.addRenamed(TreePath.of(from), TreePath.of(to), true, NOW);
  }

  private void changed(String path) {
    marks.add(TreePath.of(path), Scope.FILE, Change.CONTENT, NOW);
  }

  private List<RenameHint> take() {
    return marks.renames().take(marks.take(NOW, 1000));
  }

  private static RenameHint hint(String from, String to, boolean certain) {
    return new RenameHint(TreePath.of(from), TreePath.of(to), true, certain);
  }

  @Test
  void hazard_8_bothNamesAreTakenTogetherWithWhatIsKnown() {
    renamed("old", "new");
    List<Mark> taken = marks.take(NOW, 1000);
    assertThat(taken)
        .extracting(Mark::path)
        .extracting(TreePath::toString)
        .containsExactly("new", "old");
    assertThat(marks.renames().take(taken)).containsExactly(hint("old", "new", true));
  }

  @Test
  void hazard_8_aPathOfAChainHasNoHint() {
    renamed("a", "b");
    renamed("b", "c");
    assertThat(take()).isEmpty();
  }

  @Test
  void hazard_8_aNameThatTheTargetNeverHadIsNoHelp() {
    marks.addNew(TreePath.of("incomplete"), Scope.FILE, NOW, 0);
    renamed("incomplete", "complete");
    assertThat(take()).isEmpty();
  }

  @Test
  void hazard_8_namesThatChangePlacesHaveNoHint() {
    renamed("a", "b");
    renamed("b", "a");
    assertThat(take()).isEmpty();
  }

  @Test
  void hazard_8_aRenameByWayOfAThirdNameIsNotCertain() {
    renamed("a", "aside");
    renamed("b", "a");
    renamed("aside", "b");
    assertThat(take()).noneMatch(RenameHint::certain);
  }

  @Test
  void hazard_8_marksThatWaitOrAreOnTheirWayBelowEitherNameMakeItDoubtful() {
    changed("a/f");
    renamed("a", "b");
    changed("d/f");
    renamed("c", "d");
    changed("e/f");
    marks.add(TreePath.of("top"), Scope.TREE, Change.ATTRIBUTES, NOW);
    marks.take(NOW, 1000);
    renamed("e", "g");
    renamed("top/h", "i");
    renamed("unconcerned", "free");
    assertThat(take())
        .containsExactlyInAnyOrder(
            hint("e", "g", false), hint("top/h", "i", false), hint("unconcerned", "free", true));
  }

  @Test
  void hazard_8_changesBelowEitherNameMakeItDoubtful() {
    renamed("a", "b");
    changed("b/below/f");
    renamed("c", "d");
    changed("c");
    renamed("e/f", "g/h");
    marks.add(TreePath.of("g"), Scope.TREE, Change.ATTRIBUTES, NOW);
    renamed("i", "j");
    changed("k");
    assertThat(take())
        .containsExactlyInAnyOrder(
            hint("a", "b", false),
            hint("c", "d", false),
            hint("e/f", "g/h", false),
            hint("i", "j", true));
  }

  @Test
  void hazard_8_whatIsComparedWithADirectoryAboveIsNoRenameAnyMore() {
    marks.add(TreePath.of("new"), Scope.TREE, Change.CONTENT, NOW);
    renamed("old", "new/below");
    assertThat(take()).isEmpty();
    marks.add(TreePath.of("new/below"), Scope.TREE, Change.CONTENT, NOW);
    assertThat(take()).isEmpty();
  }

  @Test
  void hazard_8_lostEventsMakeEverythingDoubtful() {
    renamed("a", "b");
    marks.renames().distrust();
    assertThat(take()).containsExactly(hint("a", "b", false));
  }

  @Test
  void hazard_8_whatDidNotGoOutIsKnownTheNextTime() {
    renamed("a", "b");
    List<Mark> taken = marks.take(NOW, 1000);
    List<RenameHint> hints = marks.renames().take(taken);
    changed("b/f");
    marks.renames().settled(hints, false);
    marks.putBack(taken, NOW);
    marks.settled(taken, List.of());
    marks.hurry(NOW);
    List<Mark> again = marks.take(NOW, 1000);
    hints = marks.renames().take(again);
    assertThat(hints).containsExactly(hint("a", "b", false));

    marks.renames().settled(hints, true);
    marks.settled(again, List.of());
    renamed("a", "b");
    assertThat(take()).hasSize(1);
  }

  @Test
  void hazard_8_onlySoManyAreRemembered() {
    for (int i = 0; i < RenameHints.MOST + 100; i++) {
      renamed("from" + i, "to" + i);
    }
    assertThat(marks.renames().take(marks.take(NOW, 10_000))).hasSize(RenameHints.MOST);
  }

  /** The target may have a file there, in which no directory can be made. */
  @Test
  void hazard_8_aDirectoryThatTakesThePlaceOfWhatIsMarkedHasNoHint() {
    changed("new");
    renamed("old", "new");
    assertThat(take()).isEmpty();
  }

  @Test
  void hazard_8_aFileThatTakesThePlaceOfWhatIsMarkedHasOne() {
    TreePath old = TreePath.of("old");
    TreePath taken = TreePath.of("new");
    changed("new");
    marks.addRenamed(old, taken, false, NOW);
    assertThat(take()).containsExactly(new RenameHint(old, taken, false, false));
  }
}
