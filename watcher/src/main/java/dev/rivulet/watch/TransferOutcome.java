// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferEvent.Severity;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mark.Scope;
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
final class TransferOutcome implements TransferListener {
  private final TransferListener next;
  private final Map<TreePath, String> failed = new LinkedHashMap<>();
  private final Set<AttributeRefusal> refusals = new LinkedHashSet<>();
  private boolean unclear;
  private boolean localErrors;
  private String lastError = "";

  TransferOutcome(TransferListener next) {
    this.next = next;
  }

  @Override
  public synchronized void on(TransferEvent event) {
    if (event instanceof TransferEvent.Failed failure) {
      noteFailed(failure);
    } else if (event instanceof TransferEvent.Message message
        && message.severity() != Severity.INFO) {
      lastError = new String(message.text(), StandardCharsets.UTF_8).strip();
      localErrors |= !message.fromPeer() && message.severity() != Severity.WARNING;
    }
    next.on(event);
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

  /** Whether something failed that nobody has named. */
  synchronized boolean isUnclear() {
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

  /** Attributes that the receiver may not set. */
  synchronized List<AttributeRefusal> refusals() {
    return List.copyOf(refusals);
  }

  /** Why a path failed, as far as that is known. */
  synchronized String reason(TreePath path, ExitCode code) {
    return failed.getOrDefault(path, reason(code));
  }

  synchronized String reason(ExitCode code) {
    return lastError.isEmpty() ? code.text() : lastError;
  }
}
