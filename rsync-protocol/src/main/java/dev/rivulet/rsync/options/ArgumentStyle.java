// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/** How a server gets arguments that a remote shell might split or expand on their way. */
public enum ArgumentStyle {
  /** Escaped: they arrive as they are, but for wildcards in paths. */
  QUOTED,
  /** {@code --old-args}: paths are left for the remote shell to split. */
  OLD_PATHS,
  /** {@code --old-args} twice: values of options too. */
  OLD,
  /** {@code --secluded-args}: over the connection, past the shell. */
  SECLUDED;

  /** What {@code --old-args}, given so often, means. */
  public static ArgumentStyle old(int times) {
    return times == 0 ? QUOTED : times == 1 ? OLD_PATHS : OLD;
  }

  boolean quotesPaths() {
    return this == QUOTED;
  }

  boolean quotesValues() {
    return this == QUOTED || this == OLD_PATHS;
  }
}
