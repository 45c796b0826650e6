// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.handshake.SessionParameters;

/**
 * Which fields the entries of this session's lists carry; both ends derive the same value from the
 * options and the negotiation.
 *
 * @param checksumLength bytes of the digest of each regular file, 0 without --checksum
 * @param largestArray bytes of the largest array that one list may be kept in
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
    long largestArray) {

  /** Whether entries have access control lists or extended attributes. */
  boolean hasSharedAttributes() {
    return acls || xattrs;
  }
}
