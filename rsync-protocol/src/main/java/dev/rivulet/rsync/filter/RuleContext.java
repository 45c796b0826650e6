// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.TreePath;

/** What the reading of rules needs from outside. */
@FunctionalInterface
public interface RuleContext {

  /** Where no rule may merge a file, and nobody has files of his own to ignore. */
  RuleContext NONE =
      name -> {
        throw new RsyncException(
            ExitCode.UNSUPPORTED, "merge file not allowed here: " + TreePath.escape(name));
      };

  /**
   * The contents of a file that a rule merges in its place.
   *
   * @throws RsyncException (exit code 11) with rsync's text if it cannot be read
   */
  byte[] read(byte[] name) throws RsyncException;

  /** Whether the rules in files end at NUL bytes rather than with their lines (--from0). */
  default boolean nulSeparated() {
    return false;
  }

  /** The words that the user adds to the rule {@code -C}. */
  default CvsIgnores ignores() throws RsyncException {
    return CvsIgnores.NONE;
  }

  /** Hears of a rule that is left out, in rsync's words. */
  default void warn(String text) {}

  /** Hears of a rule that may not mean what it says, in rsync's words. */
  default void caution(String text) {}
}
