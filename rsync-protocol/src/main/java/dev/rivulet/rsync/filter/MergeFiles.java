// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.TreePath;

/** Reads the files that merge rules name. */
@FunctionalInterface
public interface MergeFiles {

  /** Where no rule may merge a file. */
  MergeFiles NONE =
      name -> {
        throw new RsyncException(
            ExitCode.UNSUPPORTED, "merge file not allowed here: " + TreePath.escape(name));
      };

  /**
   * The contents of a file of rules.
   *
   * @throws RsyncException (exit code 11) with rsync's text if it cannot be read
   */
  byte[] read(byte[] name) throws RsyncException;
}
