// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.source.LinkFollowing;

/**
 * What the options of a mirror say about a look at marked paths. Immutable.
 *
 * @param deletions what may be deleted
 * @param followsLinks whether links, or some of them, are sent with what they lead to
 */
public record LookRules(DeletionRules deletions, boolean followsLinks) {

  public static LookRules of(TransferOptions options) {
    return new LookRules(
        DeletionRules.of(options), LinkFollowing.of(options) != LinkFollowing.NONE);
  }
}
