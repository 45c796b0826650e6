// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalPath;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Backlog;
import dev.rivulet.watch.FailingPath;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorDetails;
import dev.rivulet.watch.MirrorStatus;
import dev.rivulet.watch.PendingPath;
import dev.rivulet.watch.PendingPath.Kind;
import dev.rivulet.watch.TargetFindings;
import dev.rivulet.watch.TargetState;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.source.SourceKind;
import dev.rivulet.watch.source.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LsyncdStatusTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Mirror mirror =
      Mirror.of(
          "/src/".getBytes(UTF_8),
          List.of(new LocalPath("/copy/".getBytes(UTF_8))),
          TransferOptions.builder().archive().build(),
          RsyncClient.builder().build());

  private SyncSection section(
      SourceKind kind, List<String> polled, List<Watch> watches, PendingPath... paths) {
    List<FailingPath> failing = List.of(new FailingPath("poison", "Is a directory", NOON));
    TargetStatus target =
        new TargetStatus(
            "/copy/",
            TargetState.UP,
            "",
            paths.length,
            0,
            Duration.ofSeconds(1),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            0,
            0,
            failing,
            1,
            TargetFindings.NONE);
    MirrorStatus status =
        new MirrorStatus(mirror.name(), "/src/", kind, 1, 0, polled, List.of(target));
    Backlog backlog = new Backlog("/copy/", 2000, List.of(paths));
    return LsyncdStatus.section(mirror, status, new MirrorDetails(watches, List.of(backlog)));
  }

  private static PendingPath path(String name, Kind kind, boolean directory, boolean underWay) {
    return new PendingPath(TreePath.of(name), kind, directory, underWay);
  }

  @Test
  void countsAllListsTheOldestAndSaysWhyThoseWaitThatTheTargetRefuses() {
    SyncSection section =
        section(
            SourceKind.INOTIFY,
            List.of(),
            List.of(),
            path("sent", Kind.CONTENT, false, true),
            path("poison", Kind.CONTENT, false, false),
            path("new", Kind.CREATED, true, false),
            path("old", Kind.DELETED, false, false),
            path(".", Kind.ATTRIBUTES, true, false));

    assertThat(section.lines())
        .containsExactly(
            "/src/ source=/src/",
            "There are 2000 delays",
            "active Modify /sent",
            "block  Modify /poison (Is a directory)",
            "wait   Create /new/",
            "wait   Delete /old",
            "wait   Attrib /",
            "Filtering:",
            "  nothing.");
  }

  @Test
  void everythingWaitsForTheComparisonOfAll() {
    SyncSection section =
        section(
            SourceKind.INOTIFY,
            List.of(),
            List.of(),
            path(".", Kind.EVERYTHING, true, true),
            path("new", Kind.CREATED, true, false));

    assertThat(section.lines()).contains("active Init ", "block  Create /new/");
  }

  @Test
  void whatInotifyDoesNotWatchIsToldByItsKind() {
    List<Watch> watches = List.of(new Watch(1, TreePath.ROOT), new Watch(3, TreePath.of("d/e")));
    SyncSection part = section(SourceKind.INOTIFY, List.of("d/nfs"), watches);
    assertThat(part.watchLines()).containsExactly("  1: /src/", "  3: /src/d/e/");
    assertThat(part.otherwise()).containsExactly("  polling: /src/d/nfs/");

    assertThat(section(SourceKind.FANOTIFY, List.of(), List.of()).otherwise())
        .containsExactly("  fanotify: /src/");
    assertThat(section(SourceKind.POLLING, List.of(), List.of()).otherwise())
        .containsExactly("  polling: /src/");
  }
}
