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
 * @param directoryTimes whether the times of directories are to be equal
 * @param known what need not be sent
 */
public record LookRules(
    DeletionRules deletions,
    boolean followsLinks,
    boolean attributesApart,
    boolean directoryTimes,
    Knowledge known) {

  /** What the options of a mirror say, where nothing is known of the target. */
  public static LookRules of(TransferOptions options) {
    return new LookRules(
        DeletionRules.of(options),
        LinkFollowing.of(options) != LinkFollowing.NONE,
        false,
        options.preserve().times() && !options.preserve().omitDirTimes(),
        Knowledge.NONE);
  }

  /** The same where something is known. */
  public LookRules knowing(Knowledge what) {
    return new LookRules(deletions, followsLinks, attributesApart, directoryTimes, what);
  }

  /**
   * The same for a target that has changes of its own, or not: such a one makes names of its own,
   * and so times.
   */
  public LookRules twoWay(boolean yes) {
    return new LookRules(deletions, followsLinks, yes, directoryTimes && !yes, known);
  }
}
