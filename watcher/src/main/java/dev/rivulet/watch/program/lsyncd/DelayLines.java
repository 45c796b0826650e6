// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.watch.Backlog;
import dev.rivulet.watch.FailingPath;
import dev.rivulet.watch.PendingPath;
import dev.rivulet.watch.PendingPath.Kind;
import dev.rivulet.watch.action.Change;
import dev.rivulet.watch.action.Delay;
import dev.rivulet.watch.action.EventKind;
import dev.rivulet.watch.action.PendingChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of a status file that tell what waits, one character for each byte.
 *
 * <p>A mirror keeps no events but paths to look at, each once. So a line tells what happened to a
 * path on the whole, and what is in a new directory comes with it.
 */
final class DelayLines {
  private DelayLines() {}

  /** Those of a sync that runs commands. */
  static List<String> of(List<PendingChange> pending) {
    return pending.stream().map(each -> line(each.status(), each.change())).toList();
  }

  /**
   * Those of a mirror.
   *
   * @param refused what the target keeps refusing comes with the reason
   */
  static List<String> of(Backlog backlog, List<FailingPath> refused) {
    Map<String, String> reasons = new HashMap<>();
    refused.forEach(path -> reasons.put(path.path(), path.reason()));
    boolean first = backlog.oldest().stream().anyMatch(path -> path.kind() == Kind.EVERYTHING);
    List<String> lines = new ArrayList<>();
    for (PendingPath path : backlog.oldest()) {
      String reason = reasons.get(path.path().toString());
      boolean blocked = reason != null || (first && path.kind() != Kind.EVERYTHING);
      String line = line(status(path, blocked), change(path));
      lines.add(reason == null ? line : line + " (" + ByteText.of(reason) + ")");
    }
    return lines;
  }

  private static Delay.Status status(PendingPath path, boolean blocked) {
    if (path.underWay()) {
      return Delay.Status.ACTIVE;
    }
    return blocked ? Delay.Status.BLOCK : Delay.Status.WAIT;
  }

  private static Change change(PendingPath path) {
    String name = path.path().isRoot() ? "" : ByteText.of(path.path().bytes());
    String slash = path.directory() && !name.isEmpty() ? "/" : "";
    return new Change(kind(path.kind()), name + slash, "");
  }

  private static EventKind kind(Kind kind) {
    return switch (kind) {
      case CREATED -> EventKind.CREATE;
      case CONTENT -> EventKind.MODIFY;
      case ATTRIBUTES -> EventKind.ATTRIB;
      case DELETED -> EventKind.DELETE;
      case EVERYTHING -> EventKind.INIT;
    };
  }

  private static String line(Delay.Status status, Change change) {
    boolean placed = change.kind() != EventKind.INIT && change.kind() != EventKind.BLANKET;
    String arrow = change.kind() == EventKind.MOVE ? " -> /" + change.destination() : "";
    String place = placed ? "/" + change.path() + arrow : "";
    return "%-6s %s %s".formatted(status.word(), change.kind().word(), place);
  }
}
