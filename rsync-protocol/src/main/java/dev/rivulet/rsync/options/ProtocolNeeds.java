// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.ProtocolException;
import java.util.Locale;

/** Which options an old peer cannot take part in (rsync(1), --protocol). */
public final class ProtocolNeeds {
  private static final int SEVERAL_BASES = 29;
  private static final int EXTRA_ATTRIBUTES = 30;

  private ProtocolNeeds() {}

  /**
   * Checks the options of any transfer.
   *
   * @throws ProtocolException in rsync's words
   */
  public static void check(TransferOptions options, int protocol) throws ProtocolException {
    AlternateBasis basis = options.alternateBasis();
    String bases = "--" + basis.kind().name().toLowerCase(Locale.ROOT) + "-dest";
    int count = basis.directories().size();
    require(options.delivery().fuzzy() > 0, "--fuzzy", SEVERAL_BASES, protocol);
    boolean overBasis = options.delivery().inplace() && count > 0;
    require(overBasis, bases + " with --inplace", SEVERAL_BASES, protocol);
    require(count > 1, "Using more than one " + bases + " option", SEVERAL_BASES, protocol);
    require(options.selection().pruneEmptyDirs(), "--prune-empty-dirs", SEVERAL_BASES, protocol);
  }

  /**
   * Checks the options of a transfer with another program; on one machine both ends are ours.
   *
   * @throws ProtocolException in rsync's words
   */
  public static void checkRemote(TransferOptions options, int protocol) throws ProtocolException {
    check(options, protocol);
    require(options.preserve().acls(), "--acls", EXTRA_ATTRIBUTES, protocol);
    require(options.preserve().xattrs() > 0, "--xattrs", EXTRA_ATTRIBUTES, protocol);
  }

  private static void require(boolean asked, String option, int needed, int protocol)
      throws ProtocolException {
    if (asked && protocol < needed) {
      throw new ProtocolException(
          "%s requires protocol %d or higher (negotiated %d).".formatted(option, needed, protocol));
    }
  }
}
