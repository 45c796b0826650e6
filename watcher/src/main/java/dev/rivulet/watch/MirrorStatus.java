// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.watch.source.SourceKind;
import java.util.List;

/**
 * How one source and its targets stand; an immutable picture of one moment.
 *
 * @param source as it was given
 * @param eventSource how changes are heard of
 * @param directories that are watched
 * @param overflows how often the kernel has dropped events since the start; each led to a complete
 *     comparison
 * @param polled directories that cannot be watched and are compared from time to time instead, with
 *     all below them
 */
public record MirrorStatus(
    String name,
    String source,
    SourceKind eventSource,
    int directories,
    long overflows,
    List<String> polled,
    List<TargetStatus> targets) {

  /** The same with the targets of a name only; with all of them if it is the mirror's own. */
  MirrorStatus only(String wanted) {
    List<TargetStatus> chosen =
        wanted.equals(name)
            ? targets
            : targets.stream().filter(target -> target.name().equals(wanted)).toList();
    return new MirrorStatus(name, source, eventSource, directories, overflows, polled, chosen);
  }
}
