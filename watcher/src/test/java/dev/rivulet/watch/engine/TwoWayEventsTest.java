// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.source.EventSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoWayEventsTest {
  private static final TreePath INCOMPLETE = TreePath.of("d/.file.Ab3xyz");
  private static final TreePath DOUBTFUL = TreePath.of("d/.env.sample");
  private static final TreePath COMPLETE = TreePath.of("d/file");

  private final List<String> passed = new ArrayList<>();
  private final EventSink events = new TwoWayEvents(ReceiversName::isLikely, new Recorder());

  /** Notes what is passed on. */
  private final class Recorder implements EventSink {
    private void note(String event, TreePath path) {
      passed.add(event + " " + path);
    }

    @Override
    public void changed(TreePath path) {
      note("changed", path);
    }

    @Override
    public void attributesChanged(TreePath path) {
      note("attributes", path);
    }

    @Override
    public void created(TreePath path) {
      note("created", path);
    }

    @Override
    public void written(TreePath path) {
      note("written", path);
    }

    @Override
    public void treeChanged(TreePath directory) {
      note("tree", directory);
    }

    @Override
    public void namesChanged(TreePath directory) {
      note("names", directory);
    }

    @Override
    public void overflowed() {
      passed.add("overflow");
    }

    @Override
    public void rootLost() {
      passed.add("lost");
    }

    @Override
    public void unwatched(TreePath directory, String reason) {
      note("unwatched", directory);
    }
  }

  @Test
  void hazard_16_7_whatIsReceivedIsPassedOnLateAndOnce() {
    events.created(INCOMPLETE);
    events.written(INCOMPLETE);
    events.changed(INCOMPLETE);
    events.attributesChanged(INCOMPLETE);
    events.moved(INCOMPLETE, COMPLETE, false);

    assertThat(passed).containsExactly("written d/file");
  }

  @Test
  void whatMayBeIncompleteWaitsUntilItIsStill() {
    events.created(DOUBTFUL);
    events.changed(DOUBTFUL);
    events.removed(DOUBTFUL);
    events.movedTo(DOUBTFUL, false);

    assertThat(passed).hasSize(4).containsOnly("written d/.env.sample");
  }

  @Test
  void anIncompleteFileThatGetsAnotherNameIsAnybodys() {
    events.moved(INCOMPLETE, TreePath.of("d/kept"), false);

    assertThat(passed).containsExactly("changed d/kept");
  }

  @Test
  void everythingElseIsPassedOnAsItIs() {
    events.changed(COMPLETE);
    events.created(COMPLETE);
    events.removed(COMPLETE);
    events.moved(COMPLETE, TreePath.of("other"), false);
    events.movedTo(TreePath.of("tree"), true);

    assertThat(passed)
        .containsExactly(
            "changed d/file",
            "created d/file",
            "changed d/file",
            "changed d/file",
            "changed other",
            "tree tree");
  }
}
