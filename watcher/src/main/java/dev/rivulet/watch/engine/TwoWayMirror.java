// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorSettings;
import java.util.concurrent.ThreadLocalRandom;

/** What a mirror does otherwise that is one {@link dev.rivulet.watch.TwoWay of two}. */
final class TwoWayMirror {
  private TwoWayMirror() {}

  /**
   * How long a file must be still: at random up to half as long again, so that two sides that
   * exchange their versions of it do not go on doing so in step.
   */
  static long quietNanos(MirrorSettings settings, long nanos) {
    return settings.twoWay() ? nanos + ThreadLocalRandom.current().nextLong(nanos / 2 + 1) : nanos;
  }

  /** The mirror with the options that such a pair needs, behind the user's own. */
  static Mirror prepared(Mirror mirror) {
    if (!mirror.settings().twoWay()) {
      return mirror;
    }
    TransferOptions options =
        mirror.options().toBuilder()
            .update(true)
            .omitDirTimes(true)
            .filters(mirror.options().filters().with(ReceiversName.RULES))
            .build();
    return mirror.withOptions(options);
  }
}
