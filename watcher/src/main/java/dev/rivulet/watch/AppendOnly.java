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
    if (settings.appendOnly().isEmpty()) {
      return Optional.empty();
    }
    return obstacle(options, settings).map(what -> "appending does not go with " + what);
  }

  /** With some of these a file that was not sent is none that the target has. */
  private static Optional<String> obstacle(TransferOptions options, MirrorSettings settings) {
    if (settings.twoWay()) {
      return Optional.of("two directions");
    } else if (options.delivery().delayUpdates()) {
      return Optional.of("--delay-updates");
    } else if (options.delivery().partialDirectory().length > 0) {
      return Optional.of("--partial-dir");
    } else if (options.update().update()) {
      return Optional.of("--update");
    } else if (options.update().minSize() > 0) {
      return Optional.of("--min-size");
    }
    return Optional.empty();
  }
}
