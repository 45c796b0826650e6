// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.options.TransferOptions;
import java.util.Optional;

/**
 * Files that only grow, of which only what is new is read and sent ({@link
 * MirrorSettings#appendOnly}): that is written into the target's file itself.
 */
public final class AppendOnly {
  private AppendOnly() {}

  /** Why a mirror with these options and settings cannot append; nothing if it can. */
  public static Optional<String> objection(TransferOptions options, MirrorSettings settings) {
    TransferOptions.Delivery delivery = options.delivery();
    if (settings.appendOnly().isEmpty()) {
      return Optional.empty();
    } else if (settings.twoWay()) {
      return Optional.of("appending does not go with two directions");
    } else if (delivery.delayUpdates()) {
      return Optional.of("appending does not go with --delay-updates");
    } else if (delivery.partialDirectory().length > 0) {
      return Optional.of("appending does not go with --partial-dir");
    }
    return Optional.empty();
  }
}
