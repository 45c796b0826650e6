// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;

/**
 * Which kind of source watches a directory, and why.
 *
 * @param kind never {@link SourceKind#AUTO}
 * @param reason for people; empty where the kind was asked for, or is the usual one
 */
public record SourceChoice(SourceKind kind, String reason) {

  /**
   * The kind that fits a directory.
   *
   * @throws StoreException if there is no such directory
   */
  public static SourceChoice of(SourceKind asked, WatchScope scope) throws IOException {
    return asked == SourceKind.AUTO
        ? byType(FileSystemType.at(scope.root()))
        : new SourceChoice(asked, "");
  }

  /** Events of this kernel are enough only where nobody else can change a file. */
  static SourceChoice byType(FileSystemType type) {
    if (type.changesElsewhere()) {
      return new SourceChoice(
          SourceKind.POLLING,
          type.name() + " does not tell of all changes; --event-source=inotify hears local ones");
    }
    return new SourceChoice(SourceKind.INOTIFY, "");
  }
}
