// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Predicate;

/** How changes are heard of. */
public enum SourceKind {
  /** A watch for each directory; for everybody, up to the user's limit of watches. */
  INOTIFY,
  /** A mark for each file system; for root, whatever the number of directories. */
  FANOTIFY;

  /**
   * As typed on a command line.
   *
   * @throws RsyncException (exit code 1) for a word that is no kind
   */
  public static SourceKind of(String typed) throws RsyncException {
    for (SourceKind kind : values()) {
      if (kind.name().equalsIgnoreCase(typed)) {
        return kind;
      }
    }
    throw new RsyncException(
        ExitCode.SYNTAX, "rsync: --event-source=" + typed + ": choose inotify or fanotify");
  }

  /**
   * Opens a source of this kind; see the constructors for the parameters.
   *
   * @throws RsyncException (exit code 4) if this process or kernel may not watch this way
   */
  public EventSource open(byte[] root, LocalFiles files, Predicate<TreePath> excluded)
      throws IOException {
    if (this == INOTIFY) {
      return new InotifySource(root, files, excluded);
    }
    try {
      return new FanotifySource(root, files, excluded);
    } catch (StoreException e) {
      if (!FanotifySource.isUnavailable(e)) {
        throw e;
      }
      throw new RsyncException(
          ExitCode.UNSUPPORTED,
          name().toLowerCase(Locale.ROOT)
              + " needs root and a kernel from 5.9 ("
              + e.getMessage()
              + "): leave out --event-source to use inotify",
          e);
    }
  }
}
