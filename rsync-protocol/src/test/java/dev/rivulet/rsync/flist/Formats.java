// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.handshake.CompatFlags;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.store.NameTranslation;

/** List formats for tests, by protocol and compatibility bits. */
final class Formats {
  static final int VARINT_FLAGS = CompatFlags.VARINT_FLIST_FLAGS;
  static final int INC = CompatFlags.INC_RECURSE;
  static final int SAFE = CompatFlags.SAFE_FLIST;
  static final int ID0 = CompatFlags.ID0_NAMES;

  private Formats() {}

  static SessionParameters session(int protocol, int compat) {
    return new SessionParameters(
        protocol,
        protocol,
        new CompatFlags(compat),
        ChecksumAlgorithm.MD5,
        ChecksumAlgorithm.MD5,
        CompressionMethod.NONE,
        Integer.MIN_VALUE,
        0,
        false);
  }

  /** What {@code -aH} sends. */
  static ListFormat archive(int protocol, int compat) {
    return builder(protocol, compat).build();
  }

  static Builder builder(int protocol, int compat) {
    return new Builder(session(protocol, compat));
  }

  /** Starts with {@code -aH}. */
  static final class Builder {
    private final SessionParameters session;
    private boolean owner = true;
    private boolean hardLinks = true;
    private boolean atimes;
    private boolean acls;
    private boolean xattrs;
    private boolean relative;
    private boolean numericIds;
    private boolean deleteMissing;
    private int checksumLength;
    private long largestArray = Long.MAX_VALUE;

    private Builder(SessionParameters session) {
      this.session = session;
    }

    Builder relative() {
      relative = true;
      return this;
    }

    Builder atimes() {
      atimes = true;
      return this;
    }

    Builder acls() {
      acls = true;
      return this;
    }

    Builder xattrs() {
      xattrs = true;
      return this;
    }

    Builder withoutHardLinks() {
      hardLinks = false;
      return this;
    }

    Builder withoutOwners() {
      owner = false;
      return this;
    }

    Builder numericIds() {
      numericIds = true;
      return this;
    }

    Builder deleteMissing() {
      deleteMissing = true;
      return this;
    }

    Builder checksum(int length) {
      checksumLength = length;
      return this;
    }

    Builder largestArray(long bytes) {
      largestArray = bytes;
      return this;
    }

    ListFormat build() {
      return new ListFormat(
          session,
          true,
          owner,
          owner,
          true,
          true,
          hardLinks,
          atimes,
          acls,
          xattrs,
          relative,
          true,
          numericIds,
          deleteMissing,
          false,
          checksumLength,
          largestArray,
          NameTranslation.NONE);
    }
  }
}
