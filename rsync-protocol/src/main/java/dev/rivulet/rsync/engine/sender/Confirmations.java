// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.engine.transfer.Events;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.store.TreePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells a sender's listener which files the receiving side has, and which it has not.
 *
 * <p>A file counts as arrived when the peer has finished the list it is in (without incremental
 * recursion: the whole transfer) and neither this end nor a text of the peer has named it as
 * failed. That covers files the peer did not ask for, because it found them up to date or its
 * options skip them. Texts are read as well as they can be; one that names no file we know is told
 * as a failure of {@code /}, so that a listener can distrust the whole transfer.
 *
 * <p>Safe for the sender's two threads.
 */
public final class Confirmations {
  private static final byte[] UNKNOWN = {'/'};

  private final Events events;
  private final Deque<FileList> lists = new ArrayDeque<>();
  private final Set<Integer> failed = new HashSet<>();

  public Confirmations(Events events) {
    this.events = events;
  }

  synchronized void listSent(FileList list) {
    if (events.areHeard()) {
      lists.add(list);
    }
  }

  /** This end could not send a file. */
  synchronized void failed(FileEntry entry, String reason) {
    if (events.areHeard()) {
      failed.add(entry.index());
      events.emit(new TransferEvent.Failed(entry.name(), reason));
    }
  }

  /** The peer reports an error. */
  synchronized void blame(byte[] text) {
    if (!events.areHeard()) {
      return;
    }
    FileEntry culprit = BlamedName.find(text, lists);
    if (culprit != null) {
      failed.add(culprit.index());
    }
    String reason = TreePath.escape(text).strip();
    events.emit(new TransferEvent.Failed(culprit == null ? UNKNOWN : culprit.name(), reason));
  }

  /** The peer has finished its oldest list. */
  synchronized void oldestDone() {
    FileList list = lists.poll();
    if (list == null) {
      return;
    }
    for (int position = 0; position < list.size(); position++) {
      FileEntry entry = list.entry(position);
      if (entry.isActive() && !failed.contains(entry.index())) {
        events.emit(new TransferEvent.Confirmed(entry.name()));
      }
    }
  }

  /** Everything is over, late messages included. */
  public synchronized void allDone() {
    while (!lists.isEmpty()) {
      oldestDone();
    }
  }
}
