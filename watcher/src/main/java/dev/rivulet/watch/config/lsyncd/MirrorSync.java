// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A sync that the engine carries out: {@code default.rsync} and its kin.
 *
 * @param place where it was called
 * @param source absolute, with a slash at the end; not to be changed
 * @param target as rsync takes it
 * @param words options for rsync, without those for deletions; not to be changed
 * @param deletesAtStart whether complete comparisons delete
 * @param deletesLater whether what vanishes is deleted
 * @param delay how long the first change waits for others
 * @param maxDelays how many changes that wait cut that short
 * @param initialPass whether everything is compared at the start
 */
record MirrorSync(
    String place,
    String name,
    byte[] source,
    byte[] target,
    List<byte[]> words,
    boolean deletesAtStart,
    boolean deletesLater,
    Duration delay,
    int maxDelays,
    boolean initialPass)
    implements Sync {

  /** Equal for two syncs that are to do the same. */
  String fingerprint() {
    StringBuilder all = new StringBuilder();
    List<byte[]> bytes = new ArrayList<>(words);
    bytes.addAll(List.of(source, target));
    for (byte[] each : bytes) {
      all.append(new String(each, StandardCharsets.ISO_8859_1)).append('\0');
    }
    return all.append(deletesAtStart)
        .append(deletesLater)
        .append(delay)
        .append(' ')
        .append(maxDelays)
        .append(initialPass)
        .toString();
  }
}
