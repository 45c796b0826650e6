// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.source.LinkFollowing;

/**
 * What a look at marked paths goes by. Immutable.
 *
 * @param deletions what may be deleted
 * @param followsLinks whether links, or some of them, are sent with what they lead to
 * @param attributesApart whether directories and links of which only attributes have changed are
 *     kept apart as files are, and not sent with the contents, which saves a transfer
 * @param known what need not be sent
 */
public record LookRules(
    DeletionRules deletions, boolean followsLinks, boolean attributesApart, Knowledge known) {

  /** What the options of a mirror say, where nothing is known of the target. */
  public static LookRules of(TransferOptions options) {
    return new LookRules(
        DeletionRules.of(options),
        LinkFollowing.of(options) != LinkFollowing.NONE,
        false,
        Knowledge.NONE);
  }

  /** The same where something is known. */
  public LookRules knowing(Knowledge what) {
    return new LookRules(deletions, followsLinks, attributesApart, what);
  }

  /** The same for a target that has changes of its own, or not. */
  public LookRules twoWay(boolean yes) {
    return new LookRules(deletions, followsLinks, yes, known);
  }
}
