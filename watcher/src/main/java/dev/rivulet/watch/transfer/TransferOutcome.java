// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferEvent.Severity;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the events of the transfers of one batch say about single files. Safe for several threads.
 */
public final class TransferOutcome implements TransferListener {
  private static final String NOT_EMPTY = "cannot delete non-empty directory: ";
  private static final String NOT_REGULAR = "skipping non-regular file ";

  /** Characters of messages that are kept. */
  private static final int MOST_TEXT = 10_000;

  private final TransferListener next;
  private final Map<TreePath, String> failed = new LinkedHashMap<>();
  private final Set<AttributeRefusal> refusals = new LinkedHashSet<>();
  private final Set<TreePath> undeleted = new LinkedHashSet<>();
  private final SentFiles sent = new SentFiles();
  private boolean unclear;
  private boolean localErrors;
  private boolean namesIgnored;
  private long deletions;
  private String lastError = "";
  private final StringBuilder errors = new StringBuilder();

  public TransferOutcome(TransferListener next) {
    this.next = next;
  }

  @Override
  public synchronized void on(TransferEvent event) {
    if (event instanceof TransferEvent.Failed failure) {
      noteFailed(failure);
    } else if (event instanceof TransferEvent.FileFinished finished) {
      sent.add(finished);
    } else if (event instanceof TransferEvent.Deleted) {
      deletions++;
    } else if (event instanceof TransferEvent.Message message
        && message.severity() == Severity.INFO) {
      noteInformation(new String(message.text(), StandardCharsets.ISO_8859_1).strip());
    } else if (event instanceof TransferEvent.Message message) {
      noteMessage(message);
    }
    next.on(event);
  }

  /** A warning is not why anything has failed. */
  private void noteMessage(TransferEvent.Message message) {
    String text = new String(message.text(), StandardCharsets.UTF_8).strip();
    if (errors.length() < MOST_TEXT) {
      errors.append(text).append('\n');
    }
    if (message.severity() != Severity.WARNING) {
      lastError = text;
      localErrors |= !message.fromPeer();
    }
  }

  private void noteFailed(TransferEvent.Failed failure) {
    Optional<AttributeRefusal> refusal = AttributeRefusal.in(failure.reason());
    if (refusal.isPresent()) {
      refusals.add(refusal.get());
      return;
    }
    try {
      failed.putIfAbsent(TreePath.of(failure.name()), failure.reason());
    } catch (IllegalArgumentException notAPath) {
      unclear = true;
    }
  }

  /** What a receiver does not take for an error, and is one for us. */
  private void noteInformation(String text) {
    if (text.startsWith(NOT_EMPTY)) {
      byte[] name = text.substring(NOT_EMPTY.length()).getBytes(StandardCharsets.ISO_8859_1);
      undeleted.add(TreePath.cleaned(name));
    } else if (text.startsWith(NOT_REGULAR)) {
      namesIgnored = true;
    }
  }

  /** Directories that the receiver has not deleted because there is something in them. */
  synchronized List<TreePath> undeleted() {
    return List.copyOf(undeleted);
  }

  /** Whether the receiver has taken a missing name for something odd and left it alone. */
  synchronized boolean ignoredNames() {
    return namesIgnored;
  }

  /** The files whose data has moved; complete when the transfer is over. */
  synchronized SentFiles sent() {
    return sent;
  }

  /** How many entries were deleted, or would have been. */
  synchronized long deletions() {
    return deletions;
  }

  /** Whether something failed that nobody has named. */
  public synchronized boolean isUnclear() {
    return unclear || (failed.isEmpty() && (refusals.isEmpty() || localErrors));
  }

  /**
   * Whether this end has had errors. A receiver that hears of one leaves out the deletions of the
   * transfer.
   */
  synchronized boolean hasLocalErrors() {
    return localErrors;
  }

  /** Without a named culprit every mark of the batch stays. */
  synchronized boolean mayHaveFailed(Mark mark) {
    return isUnclear() || !failedOf(mark).isEmpty();
  }

  /** The paths a mark answers for that have failed. */
  synchronized List<TreePath> failedOf(Mark mark) {
    if (mark.scope() == Scope.FILE) {
      return failed.containsKey(mark.path()) ? List.of(mark.path()) : List.of();
    }
    List<TreePath> below = new ArrayList<>();
    for (TreePath path : failed.keySet()) {
      if (path.startsWith(mark.path())) {
        below.add(path);
      }
    }
    return below;
  }

  /** Whether a directory has failed that a path is in. */
  synchronized boolean hasFailedAbove(TreePath path) {
    return failed.keySet().stream().anyMatch(path::startsWith);
  }

  /** Attributes that the receiver may not set. */
  public synchronized List<AttributeRefusal> refusals() {
    return List.copyOf(refusals);
  }

  /** The first error messages, a line each. */
  synchronized String errors() {
    return errors.toString();
  }

  /**
   * Why a mark failed, as far as that is known. Of messages only those count that are about what it
   * answers for, or quote no name at all.
   */
  public synchronized String reason(Mark mark, ExitCode code) {
    if (failed.containsKey(mark.path())) {
      return failed.get(mark.path());
    }
    List<TreePath> below = failedOf(mark.at(mark.path()));
    if (!below.isEmpty()) {
      return below.get(0) + ": " + failed.get(below.get(0));
    }
    return isUnclear() && lastError.indexOf('"') < 0 ? reason(code) : code.text();
  }

  /** Why a transfer failed. */
  public synchronized String reason(ExitCode code) {
    return lastError.isEmpty() ? code.text() : lastError;
  }
}
