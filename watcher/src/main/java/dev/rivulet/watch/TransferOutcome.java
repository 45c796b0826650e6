// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mark.Scope;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * What the events of the transfers of one batch say about single files. Safe for several threads.
 */
final class TransferOutcome implements TransferListener {
  private final TransferListener next;
  private final Set<TreePath> failed = new HashSet<>();
  private boolean unclear;
  private String lastError = "";

  TransferOutcome(TransferListener next) {
    this.next = next;
  }

  @Override
  public synchronized void on(TransferEvent event) {
    if (event instanceof TransferEvent.Failed failure) {
      noteFailed(failure.name());
    } else if (event instanceof TransferEvent.Message message
        && message.severity() != TransferEvent.Severity.INFO) {
      lastError = new String(message.text(), StandardCharsets.UTF_8);
    }
    next.on(event);
  }

  private void noteFailed(byte[] name) {
    try {
      failed.add(TreePath.of(name));
    } catch (IllegalArgumentException notAPath) {
      unclear = true;
    }
  }

  /** Without a named culprit every mark of the batch stays. */
  synchronized boolean mayHaveFailed(Mark mark) {
    if (unclear || failed.isEmpty()) {
      return true;
    }
    if (failed.contains(mark.path())) {
      return true;
    }
    return mark.scope() != Scope.FILE
        && failed.stream().anyMatch(path -> path.startsWith(mark.path()));
  }

  synchronized String reason(ExitCode code) {
    return lastError.isEmpty() ? code.text() : lastError;
  }
}
