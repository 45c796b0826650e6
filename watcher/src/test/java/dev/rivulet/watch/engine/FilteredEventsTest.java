// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.EventFilter.Type;
import dev.rivulet.watch.source.EventSink;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilteredEventsTest {
  private static final TreePath KEPT = TreePath.of("kept");
  private static final TreePath LEFT = TreePath.of("left");

  private final List<String> seen = new ArrayList<>();
  private final EventSink recorder =
      (EventSink)
          Proxy.newProxyInstance(
              EventSink.class.getClassLoader(),
              new Class<?>[] {EventSink.class},
              (proxy, method, arguments) -> {
                seen.add(method.getName() + (arguments == null ? "" : Arrays.asList(arguments)));
                return null;
              });

  @Test
  void dropsEveryKindOfEventOfAnIgnoredName() {
    EventSink events = new FilteredEvents((path, type) -> path.equals(LEFT), recorder);
    allEvents(events, LEFT);
    assertThat(seen).isEmpty();
    allEvents(events, KEPT);
    assertThat(seen)
        .containsExactly(
            "changed[kept]",
            "appeared[kept]",
            "attributesChanged[kept]",
            "created[kept]",
            "written[kept]",
            "removed[kept]",
            "movedFrom[kept, false]",
            "movedTo[kept, true]",
            "directoryCreated[kept]",
            "treeChanged[kept]",
            "treeUncertain[kept]",
            "namesChanged[kept]",
            "unwatched[kept, why]");
  }

  @Test
  void theRootAndWhatIsUncertainAsAWholeAlwaysCount() {
    EventSink events = new FilteredEvents((path, type) -> true, recorder);
    events.treeChanged(TreePath.ROOT);
    events.attributesChanged(TreePath.ROOT);
    events.overflowed();
    events.rootLost();
    assertThat(seen)
        .containsExactly("treeChanged[.]", "attributesChanged[.]", "overflowed", "rootLost");
  }

  @Test
  void tellsTheFilterWhatIsKnownOfTheName() {
    EventSink events =
        new FilteredEvents(
            (path, type) -> {
              seen.add(type.name());
              return true;
            },
            recorder);
    events.created(KEPT);
    events.directoryCreated(KEPT);
    events.removed(KEPT);
    events.movedTo(KEPT, true);
    assertThat(seen)
        .containsExactly(
            Type.FILE.name(), Type.DIRECTORY.name(), Type.UNKNOWN.name(), Type.DIRECTORY.name());
  }

  @Test
  void ofAMoveWithOneEndLeftOutTheOtherHalfIsPassedOn() {
    EventSink events = new FilteredEvents((path, type) -> path.equals(LEFT), recorder);
    events.moved(LEFT, KEPT, false);
    events.moved(KEPT, LEFT, false);
    events.moved(KEPT, KEPT, false);
    assertThat(seen)
        .containsExactly(
            "movedTo[kept, false]", "movedFrom[kept, false]", "moved[kept, kept, false]");
  }

  private static void allEvents(EventSink events, TreePath path) {
    events.changed(path);
    events.appeared(path);
    events.attributesChanged(path);
    events.created(path);
    events.written(path);
    events.removed(path);
    events.movedFrom(path, false);
    events.movedTo(path, true);
    events.directoryCreated(path);
    events.treeChanged(path);
    events.treeUncertain(path);
    events.namesChanged(path);
    events.unwatched(path, "why");
  }
}
