// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads the files of rules that are found during a transfer: those of directories and what they
 * merge. What a module's own rules hide is not read and has no rules; links are followed as for
 * other paths that options name.
 */
public final class RuleFiles {
  private static final int LARGEST = 16 << 20;
  private static final byte[] NO_RULES = {};

  private final Workspace workspace;
  private final FilterList daemonRules;
  private final boolean nulSeparated;

  /**
   * @param daemonRules of a module, {@link FilterList#EMPTY} elsewhere
   * @param nulSeparated whether rules end at NUL bytes (--from0)
   */
  public RuleFiles(Workspace workspace, FilterList daemonRules, boolean nulSeparated)
      throws IOException {
    this.workspace = workspace.forOptions();
    this.daemonRules = daemonRules;
    this.nulSeparated = nulSeparated;
  }

  boolean areNulSeparated() {
    return nulSeparated;
  }

  /**
   * The rules of a directory. Without a file, or with one that may not be read, there are none.
   *
   * @param path absolute, relative to where the workspace starts, or from the root of the module
   */
  byte[] ofDirectory(byte[] path) throws IOException {
    try {
      return isHidden(path) ? NO_RULES : workspace.read(path, LARGEST);
    } catch (StoreException e) {
      if (e.errno() == Errno.EFBIG) {
        throw unreadable(path, e);
      }
      return NO_RULES;
    }
  }

  /**
   * A file that a rule merges in its place.
   *
   * @throws RsyncException (exit code 11) if it cannot be read
   */
  public byte[] merged(byte[] path) throws RsyncException {
    try {
      return isHidden(path) ? NO_RULES : workspace.read(path, LARGEST);
    } catch (StoreException e) {
      throw unreadable(path, e);
    } catch (IOException e) {
      throw new RsyncException(ExitCode.FILE_IO, String.valueOf(e.getMessage()), e);
    }
  }

  private static RsyncException unreadable(byte[] path, StoreException reason) {
    return new RsyncException(
        ExitCode.FILE_IO,
        "failed to open exclude file %s: %s (%d)"
            .formatted(TreePath.escape(path), reason.errno().text(), reason.errno().number()),
        reason);
  }

  /** Whether the module hides the file or a directory it is in. */
  public boolean isHidden(byte[] path) {
    if (daemonRules.isEmpty()) {
      return false;
    }
    byte[] whole = PathText.collapsed(path);
    for (int end = 1; end <= whole.length; end++) {
      boolean atEnd = end == whole.length;
      if ((atEnd || whole[end] == '/')
          && daemonRules.excludes(Arrays.copyOf(whole, end), !atEnd, Side.SENDER)) {
        return true;
      }
    }
    return false;
  }
}
