// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.hook;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.store.TreePath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a {@link BatchHook} is told of one batch to one target.
 *
 * @param mirror the name of the mirror
 * @param target the target, as status and log name it
 * @param source the source directory; not to be changed
 * @param updated what is to be sent, after the transfer what has arrived (what has not comes again
 *     with a later batch); relative to the base of the source, whose root stands for a comparison
 *     of everything
 * @param deleted what is to be deleted at the target, after the transfer what is gone there
 * @param result how the transfer ended; null before it
 * @param started when the batch was taken up
 * @param took how long that is ago; zero before the transfer
 */
public record BatchNotice(
    String mirror,
    String target,
    byte[] source,
    List<TreePath> updated,
    List<TreePath> deleted,
    ExitCode result,
    Instant started,
    Duration took) {

  public BatchNotice {
    updated = List.copyOf(updated);
    deleted = List.copyOf(deleted);
  }

  /** Whether the transfer is over. */
  public boolean isDone() {
    return result != null;
  }

  /** The notice of the same batch after its transfer, when everything has arrived. */
  public BatchNotice done(ExitCode code, Duration duration) {
    return done(updated, deleted, code, duration);
  }

  /** The notice of the same batch after its transfer, when only these paths have arrived. */
  public BatchNotice done(
      List<TreePath> arrived, List<TreePath> gone, ExitCode code, Duration duration) {
    return new BatchNotice(mirror, target, source, arrived, gone, code, started, duration);
  }
}
