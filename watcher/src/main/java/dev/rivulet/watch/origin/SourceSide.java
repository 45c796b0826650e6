// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.origin;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorSettings;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchListener;
import java.util.function.LongSupplier;

/**
 * The source of a mirror as the workers of all its targets need it. Immutable.
 *
 * @param files where relative sources start
 * @param guard knows whether the source still is what it was
 * @param turns limits the transfers of all mirrors
 * @param clock of the {@link System#nanoTime} scale
 */
public record SourceSide(
    Mirror mirror,
    WatchSource source,
    LocalFiles files,
    SourceGuard guard,
    WatchListener listener,
    TransferTurns turns,
    LongSupplier clock) {

  /** Those of the user, which delete nothing where something was unmounted. */
  public TransferOptions options() {
    return guard.protecting(mirror.options());
  }

  public MirrorSettings settings() {
    return mirror.settings();
  }

  public long now() {
    return clock.getAsLong();
  }

  public void tell(WatchEvent event) {
    listener.on(event);
  }
}
