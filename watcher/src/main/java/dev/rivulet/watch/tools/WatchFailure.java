// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A path that cannot be watched. */
public final class WatchFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final transient byte[] path;

  WatchFailure(byte[] path, IOException reason) {
    super(reason.getMessage(), reason);
    this.path = path;
  }

  /** The path as text, for a message. */
  String shown() {
    return new String(path, StandardCharsets.UTF_8);
  }

  /** Whether the user's limit of watches is reached. */
  boolean isLimit() {
    return getCause() instanceof StoreException e && e.errno() == Errno.ENOSPC;
  }

  /** The system's words for the reason. */
  String reason() {
    return getCause() instanceof StoreException e ? e.errno().text() : getMessage();
  }
}
