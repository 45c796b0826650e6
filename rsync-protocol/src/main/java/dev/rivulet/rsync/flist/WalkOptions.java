// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.ChmodRules;

/**
 * How a sender walks its source arguments.
 *
 * @param recurse --recursive
 * @param dirs --dirs: one level only
 * @param relative --relative
 * @param impliedDirs not --no-implied-dirs
 * @param oneFileSystem 0, 1 (-x) or 2 (-xx)
 * @param copyLinks --copy-links
 * @param copyDirLinks --copy-dirlinks
 * @param copyUnsafeLinks --copy-unsafe-links
 * @param preserveHardLinks --hard-links
 * @param missingArguments what a missing argument means
 * @param ioErrorsIgnored --ignore-errors
 * @param mungeSymlinks whether the munge prefix is taken off link targets
 * @param chmod changes of the permissions that are sent
 */
public record WalkOptions(
    boolean recurse,
    boolean dirs,
    boolean relative,
    boolean impliedDirs,
    int oneFileSystem,
    boolean copyLinks,
    boolean copyDirLinks,
    boolean copyUnsafeLinks,
    boolean preserveHardLinks,
    MissingArguments missingArguments,
    boolean ioErrorsIgnored,
    boolean mungeSymlinks,
    ChmodRules chmod) {

  /** What becomes of an argument that does not exist. */
  public enum MissingArguments {
    REPORT,
    IGNORE,
    DELETE
  }
}
