// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.store.NameTranslation;

/**
 * Which fields the entries of this session's lists carry; both ends derive the same value from the
 * options and the negotiation.
 *
 * @param checksumLength bytes of the digest of each regular file, 0 without --checksum
 * @param largestArray bytes of the largest array that one list may be kept in
 * @param names between this end's names and those on the wire
 */
public record ListFormat(
    SessionParameters session,
    boolean links,
    boolean owner,
    boolean group,
    boolean devices,
    boolean specials,
    boolean hardLinks,
    boolean atimes,
    boolean acls,
    boolean xattrs,
    boolean relative,
    boolean recursive,
    boolean numericIds,
    boolean deleteMissingArguments,
    boolean ignoreErrors,
    int checksumLength,
    long largestArray,
    NameTranslation names) {

  /** Whether what symbolic links lead to is translated as names are. */
  boolean translatesLinks() {
    return names.isOn() && session.translatesLinks();
  }

  /**
   * Whether an index is a place in arrival order; else it is one in sorted order, which is the same
   * at both ends only as long as their names are.
   */
  boolean countsArrivals() {
    return names.isOn();
  }

  /** Whether entries have access control lists or extended attributes. */
  boolean hasSharedAttributes() {
    return acls || xattrs;
  }
}
