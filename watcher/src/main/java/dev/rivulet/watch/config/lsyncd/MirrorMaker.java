// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.client.Endpoint;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorSettings;
import dev.rivulet.watch.Pace;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.MirrorOptions;
import java.util.List;

/** Makes a mirror of the engine of a sync. */
final class MirrorMaker {
  private MirrorMaker() {}

  /**
   * The mirror that does what lsyncd would have rsync do.
   *
   * @throws ConfigException for an option that rsync would refuse, or that means nothing here
   */
  static Mirror mirror(MirrorSync sync, EventMode mode) throws ConfigException {
    MirrorOptions options = MirrorOptions.parse(sync.place(), sync.words());
    List<Endpoint> targets = List.of(options.target(sync.target()));
    MirrorSettings settings =
        MirrorSettings.builder()
            .pace(Pace.delayed(sync.delay(), sync.maxDelays()).withMode(mode))
            .initialPass(sync.initialPass())
            .deletesLater(sync.deletesLater())
            .build();
    return new Mirror(
        sync.name(),
        sync.source(),
        targets,
        transfer(options.transfer(), sync),
        options.client(sync.place(), targets),
        settings);
  }

  /** Deletions at the start always come with {@code --ignore-errors}. */
  private static TransferOptions transfer(TransferOptions options, MirrorSync sync) {
    TransferOptionsBuilder builder = options.toBuilder();
    if (sync.deletesAtStart() && !options.deletion().isOn()) {
      builder.deleteMode(DeleteMode.DEFAULT);
    }
    return builder.ignoreErrors(sync.deletesAtStart() || options.deletion().ignoreErrors()).build();
  }
}
