// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.batch;

import dev.rivulet.rsync.options.Append;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptionsBuilder;

/**
 * The options that shape the data in a batch file, as bits at its beginning; whoever repeats the
 * transfer has to have the same.
 */
final class StreamFlags {
  private static final int RECURSIVE = 1;
  private static final int OWNER = 1 << 1;
  private static final int GROUP = 1 << 2;
  private static final int LINKS = 1 << 3;
  private static final int DEVICES = 1 << 4;
  private static final int HARD_LINKS = 1 << 5;
  private static final int CHECKSUM = 1 << 6;
  private static final int DIRS = 1 << 7;
  private static final int COMPRESS = 1 << 8;
  private static final int ICONV = 1 << 9;
  private static final int ACLS = 1 << 10;
  private static final int XATTRS = 1 << 11;
  private static final int INPLACE = 1 << 12;
  private static final int APPEND = 1 << 13;
  private static final int APPEND_VERIFY = 1 << 14;

  private StreamFlags() {}

  static int of(TransferOptions options) {
    TransferOptions.Preserve preserve = options.preserve();
    TransferOptions.Selection selection = options.selection();
    Append append = options.delivery().append();
    return bit(RECURSIVE, selection.recursive())
        | bit(OWNER, preserve.owner())
        | bit(GROUP, preserve.group())
        | bit(LINKS, preserve.links())
        | bit(DEVICES, preserve.devices())
        | bit(HARD_LINKS, preserve.hardLinks())
        | bit(CHECKSUM, options.update().checksum())
        | bit(DIRS, selection.dirs() || selection.recursive())
        | bit(COMPRESS, options.wire().compress())
        | bit(ICONV, !options.wire().iconv().isEmpty())
        | bit(ACLS, preserve.acls())
        | bit(XATTRS, preserve.xattrs() > 0)
        | bit(INPLACE, options.delivery().inplace())
        | bit(APPEND, append.isOn())
        | bit(APPEND_VERIFY, append == Append.VERIFY);
  }

  /** The options with these bits in place of their own. */
  static TransferOptions apply(int flags, TransferOptions options) {
    TransferOptionsBuilder builder = options.toBuilder();
    boolean recursive = has(flags, RECURSIVE);
    builder
        .recursive(recursive)
        .dirs(has(flags, DIRS) && !recursive)
        .owner(has(flags, OWNER))
        .group(has(flags, GROUP))
        .links(has(flags, LINKS))
        .devices(has(flags, DEVICES))
        .hardLinks(has(flags, HARD_LINKS))
        .checksum(has(flags, CHECKSUM))
        .compress(has(flags, COMPRESS))
        .acls(has(flags, ACLS))
        .xattrs(has(flags, XATTRS) ? Math.max(1, options.preserve().xattrs()) : 0)
        .inplace(has(flags, INPLACE))
        .append(append(flags));
    if (has(flags, DEVICES) != options.preserve().devices()) {
      builder.specials(has(flags, DEVICES));
    }
    return builder.build();
  }

  /** Whether names in the file are in a character set of their own. */
  static boolean translatesNames(int flags) {
    return has(flags, ICONV);
  }

  private static Append append(int flags) {
    if (!has(flags, APPEND)) {
      return Append.NO;
    }
    return has(flags, APPEND_VERIFY) ? Append.VERIFY : Append.YES;
  }

  private static int bit(int bit, boolean on) {
    return on ? bit : 0;
  }

  private static boolean has(int flags, int bit) {
    return (flags & bit) != 0;
  }
}
