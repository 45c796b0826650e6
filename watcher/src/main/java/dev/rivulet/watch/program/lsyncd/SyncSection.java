// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.watch.source.Watch;
import java.util.ArrayList;
import java.util.List;

/**
 * What a status file says of one sync. Texts have one character for each byte.
 *
 * @param source with a slash at its end
 * @param delays how many paths or events there are
 * @param delayLines one for each, or for the oldest of them
 * @param rules one line for each
 * @param otherwise lines about what inotify does not watch
 */
record SyncSection(
    String name,
    String source,
    int delays,
    List<String> delayLines,
    List<String> rules,
    List<Watch> watches,
    List<String> otherwise) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(name + " source=" + source);
    lines.add("There are " + delays + " delays");
    lines.addAll(delayLines);
    lines.add("Filtering:");
    lines.addAll(rules.isEmpty() ? List.of("  nothing.") : rules);
    return lines;
  }

  List<String> watchLines() {
    return watches.stream()
        .map(watch -> "  " + watch.descriptor() + ": " + source + below(watch))
        .toList();
  }

  private static String below(Watch watch) {
    return watch.directory().isRoot() ? "" : ByteText.of(watch.directory().bytes()) + "/";
  }
}
