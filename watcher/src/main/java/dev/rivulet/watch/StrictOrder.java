// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.source.LinkFollowing;
import dev.rivulet.watch.source.SourceKind;
import java.util.Optional;

/** What stands in the way of publishing in order ({@link MirrorSettings#publish}, hazard 5.5). */
public final class StrictOrder {
  private StrictOrder() {}

  /** Why a mirror with these options and settings cannot keep an order; nothing if it can. */
  public static Optional<String> objection(TransferOptions options, MirrorSettings settings) {
    SourceKind kind = settings.eventSource();
    if (settings.publish().isEmpty()) {
      return Optional.empty();
    } else if (settings.twoWay()) {
      return Optional.of("publishing in order does not go with two directions");
    } else if (Mirror.deletes(options) && !settings.deletesLater()) {
      return Optional.of("publishing in order needs deletions while running, or none");
    } else if (LinkFollowing.of(options) != LinkFollowing.NONE) {
      return Optional.of("publishing in order does not go with what is behind links");
    } else if (kind != SourceKind.AUTO && !kind.knowsItsQueue()) {
      return Optional.of("publishing in order needs inotify or fanotify");
    }
    return Optional.empty();
  }
}
