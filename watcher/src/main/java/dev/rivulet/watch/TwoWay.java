// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.options.TransferOptions;
import java.util.Optional;

/**
 * What is different where two mirrors keep two directories equal in opposite directions (hazard
 * 16.7): what one sends is a change for the other, which must find it equal and leave it at that.
 *
 * <p>So nothing is sent that the other side has newer, contents are compared where an event has
 * told of them instead of being sent in any case, and the times of directories are nobody's. Only a
 * deletion that was seen is passed on: a comparison cannot tell what was deleted here from what is
 * new there.
 */
public final class TwoWay {
  private TwoWay() {}

  /** Why a mirror with these options cannot be one of two; nothing if it can. */
  public static Optional<String> objection(TransferOptions options) {
    if (Mirror.deletes(options)) {
      return Optional.of("a comparison would delete what is new at the other side");
    } else if (options.update().ignoreTimes()) {
      return Optional.of("--ignore-times would send each file back for ever");
    } else if (!options.preserve().times()) {
      return Optional.of("without --times nobody knows which file is newer");
    }
    return Optional.empty();
  }
}
