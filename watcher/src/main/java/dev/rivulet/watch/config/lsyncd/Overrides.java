// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What lsyncd's command line says; it goes before what a file says.
 *
 * @param settings by their names in {@code settings{}}: texts, {@code true} for those without value
 * @param delaySeconds of every sync
 * @param syncs made by {@code -rsync} and its kin
 */
public record Overrides(
    Map<String, String> settings, Optional<Double> delaySeconds, List<CommandSync> syncs) {
  /** A command line that says nothing. */
  public static final Overrides NONE = new Overrides(Map.of(), Optional.empty(), List.of());

  /**
   * A sync of the command line.
   *
   * @param behaviour {@code rsync}, {@code rsyncssh} or {@code direct}
   * @param host of {@code rsyncssh}, else empty
   */
  public record CommandSync(String behaviour, String source, String host, String target) {}

  public Overrides {
    settings = Map.copyOf(settings);
    syncs = List.copyOf(syncs);
  }
}
