// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.EventChoice;
import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.source.EventSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenEventsTest {
  private static final EventChoice NONE = new EventChoice(false, false, false, false, false, false);

  private final List<String> seen = new ArrayList<>();

  @Test
  void passesEverythingOnByDefault() {
    everythingHappens(new ChosenEvents(EventChoice.ALL, EventMode.CLOSE_WRITE, recorder()));

    assertThat(seen)
        .containsExactly(
            "changed closed",
            "changed link",
            "attributes mode",
            "created new",
            "written open",
            "changed gone",
            "changed away",
            "changed here",
            "tree made",
            "changed made/inside");
  }

  /** What is uncertain is compared by size and time; what changed is sent whatever they say. */
  @Test
  void anUncertainTreeIsNoChangedOne() {
    ChosenEvents events = new ChosenEvents(NONE, EventMode.NEITHER, recorder());
    events.treeUncertain(TreePath.of("mount"));

    assertThat(seen).containsExactly("uncertain mount");
  }

  @Test
  void dropsWhatDoesNotCount() {
    everythingHappens(new ChosenEvents(NONE, EventMode.NEITHER, recorder()));

    assertThat(seen).isEmpty();
  }

  @Test
  void aNewDirectoryThatDoesNotCountIsLeftAloneUntilItGoes() {
    EventChoice choice = new EventChoice(true, false, true, true, true, true);
    ChosenEvents events = new ChosenEvents(choice, EventMode.CLOSE_WRITE, recorder());
    events.directoryCreated(TreePath.of("made"));
    events.changed(TreePath.of("made/below/file"));
    events.treeChanged(TreePath.of("made/below"));
    events.removed(TreePath.of("made"));
    events.changed(TreePath.of("made"));

    assertThat(seen).containsExactly("changed made");
  }

  @Test
  void hazard_4_3_closingSaysNothingWhereOnlyWritingCounts() {
    ChosenEvents events = new ChosenEvents(EventChoice.ALL, EventMode.MODIFY, recorder());
    events.written(TreePath.of("f"));
    events.changed(TreePath.of("f"));

    assertThat(seen).containsExactly("written f", "written f");
  }

  @Test
  void whatIsUncertainAlwaysCounts() {
    ChosenEvents events = new ChosenEvents(NONE, EventMode.NEITHER, recorder());
    events.treeChanged(TreePath.of("t"));
    events.namesChanged(TreePath.of("n"));
    events.overflowed();

    assertThat(seen).containsExactly("tree t", "names n", "overflowed .");
  }

  @Test
  void aMoveIsWholeOnlyIfBothEndsCount() {
    EventChoice withoutFrom = new EventChoice(true, true, true, false, true, true);
    ChosenEvents events = new ChosenEvents(withoutFrom, EventMode.CLOSE_WRITE, recorder());
    events.moved(TreePath.of("a"), TreePath.of("b"), false);

    assertThat(seen).containsExactly("changed b");
  }

  private static void everythingHappens(EventSink events) {
    events.changed(TreePath.of("closed"));
    events.appeared(TreePath.of("link"));
    events.attributesChanged(TreePath.of("mode"));
    events.created(TreePath.of("new"));
    events.written(TreePath.of("open"));
    events.removed(TreePath.of("gone"));
    events.moved(TreePath.of("away"), TreePath.of("here"), false);
    events.directoryCreated(TreePath.of("made"));
    events.changed(TreePath.of("made/inside"));
  }

  private EventSink recorder() {
    return new EventSink() {
      @Override
      public void changed(TreePath path) {
        seen.add("changed " + path);
      }

      @Override
      public void attributesChanged(TreePath path) {
        seen.add("attributes " + path);
      }

      @Override
      public void created(TreePath path) {
        seen.add("created " + path);
      }

      @Override
      public void written(TreePath path) {
        seen.add("written " + path);
      }

      @Override
      public void treeChanged(TreePath directory) {
        seen.add("tree " + directory);
      }

      @Override
      public void treeUncertain(TreePath directory) {
        seen.add("uncertain " + directory);
      }

      @Override
      public void namesChanged(TreePath directory) {
        seen.add("names " + directory);
      }

      @Override
      public void overflowed() {
        seen.add("overflowed .");
      }

      @Override
      public void rootLost() {
        seen.add("lost .");
      }

      @Override
      public void unwatched(TreePath directory, String reason) {
        seen.add("unwatched " + directory);
      }
    };
  }
}
