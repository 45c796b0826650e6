// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

/**
 * What two simulated trees have to agree on. The time of a directory follows from its entries and
 * is left out.
 *
 * @param modified nanoseconds; 0 for a directory
 */
record TreeEntry(boolean directory, String content, long modified, int permissions) {

  /** Whether a receiver that trusts size and time takes both files for the same. */
  boolean looksLike(TreeEntry other) {
    return directory == other.directory
        && content.length() == other.content.length()
        && modified == other.modified;
  }

  TreeEntry withPermissionsOf(TreeEntry other) {
    return new TreeEntry(directory, content, modified, other.permissions);
  }
}
