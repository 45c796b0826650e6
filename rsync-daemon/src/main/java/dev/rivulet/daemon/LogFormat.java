// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.event.ItemFormat;
import dev.rivulet.rsync.event.ItemLines;
import dev.rivulet.rsync.event.ItemText;
import dev.rivulet.rsync.options.TransferOptions;
import java.time.Clock;

/** The lines about files that {@code log format} of a module asks for (rsyncd.conf(5)). */
final class LogFormat {
  private LogFormat() {}

  /**
   * The lines for one connection, which is no dry run.
   *
   * @param id of the connection, which stands for the process id
   */
  static ItemLines of(Login login, long id, TransferOptions options, Clock clock) {
    ItemText.Times times =
        new ItemText.Times(options.preserve().times(), !options.preserve().omitLinkTimes());
    ItemFormat.Place place = new ItemFormat.Place(false, id, daemonSide(login));
    byte[] format = ByteText.bytes(login.module().logFormat());
    ItemFormat parsed = ItemFormat.parse(format, clock, place, times);
    ItemLines.Extent changes =
        parsed.has('i') ? ItemLines.Extent.CHANGES : ItemLines.Extent.TRANSFERS;
    ItemLines.Extent extent = format.length == 0 ? ItemLines.Extent.NONE : changes;
    return new ItemLines(parsed, extent, true);
  }

  private static ItemFormat.DaemonSide daemonSide(Login login) {
    return new ItemFormat.DaemonSide(
        ByteText.bytes(login.host().addressText()),
        ByteText.bytes(login.host().name()),
        ByteText.bytes(login.module().name()),
        ByteText.bytes(login.module().path()),
        ByteText.bytes(login.user()));
  }
}
