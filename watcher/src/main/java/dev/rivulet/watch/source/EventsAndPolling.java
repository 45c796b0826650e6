// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A source of events, and beside it the comparison of what they do not tell of: files that somebody
 * has named, and what is behind links.
 */
public final class EventsAndPolling implements EventSource {
  private final EventSource events;
  private final WatchScope scope;
  private final NamePatterns patterns;
  private final LinkFollowing following;
  private Optional<PolledFiles> files = Optional.empty();
  private Optional<LinkedPlaces> links = Optional.empty();

  /**
   * @param events is closed with this
   * @param patterns what is compared
   * @param following which links are compared with what they lead to
   */
  public EventsAndPolling(
      EventSource events, WatchScope scope, NamePatterns patterns, LinkFollowing following) {
    this.events = events;
    this.scope = scope;
    this.patterns = patterns;
    this.following = following;
  }

  @Override
  public void start(EventSink sink) throws IOException {
    events.start(sink);
    if (!patterns.isEmpty()) {
      files = Optional.of(new PolledFiles(scope, patterns, sink));
      files.get().start();
    }
    if (following != LinkFollowing.NONE) {
      links = Optional.of(new LinkedPlaces(scope, following, sink));
      links.get().start();
    }
  }

  @Override
  public SourceKind kind() {
    return events.kind();
  }

  @Override
  public int watchedDirectories() {
    return events.watchedDirectories();
  }

  @Override
  public List<Watch> watches() {
    return events.watches();
  }

  @Override
  public boolean isCaughtUp() throws IOException {
    return events.isCaughtUp();
  }

  @Override
  public Set<TreePath> polled() {
    Set<TreePath> polled = new HashSet<>(events.polled());
    links.ifPresent(places -> polled.addAll(places.links()));
    return polled;
  }

  @Override
  public void close() throws IOException {
    try {
      files.ifPresent(PolledFiles::close);
      links.ifPresent(LinkedPlaces::close);
    } finally {
      events.close();
    }
  }
}
