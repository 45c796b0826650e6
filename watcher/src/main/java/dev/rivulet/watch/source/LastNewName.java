// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;
import java.util.Arrays;

/**
 * The name that has appeared last, until it is known whether it is complete. If the very next event
 * tells of a write to it then it is a file that somebody will close, which saves a look. Owned by
 * one thread.
 */
final class LastNewName {
  private final NewFiles looks;
  private InotifyEvent creation;
  private TreePath path;

  LastNewName(NewFiles looks) {
    this.looks = looks;
  }

  void put(InotifyEvent event, TreePath created, EventSink sink) {
    settle(sink);
    creation = event;
    path = created;
  }

  /** To be called before an event is handled: this may be the one that tells. */
  void before(InotifyEvent event, EventSink sink) {
    if (creation != null && isWriteTo(creation, event)) {
      creation = null;
      sink.created(path);
    } else {
      settle(sink);
    }
  }

  /** No event follows that could tell, for now. */
  void settle(EventSink sink) {
    if (creation != null) {
      creation = null;
      looks.report(path, sink);
    }
  }

  private static boolean isWriteTo(InotifyEvent created, InotifyEvent event) {
    return event.has(InotifyEvent.MODIFY | InotifyEvent.CLOSE_WRITE)
        && event.descriptor() == created.descriptor()
        && Arrays.equals(event.name(), created.name());
  }
}
