// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.watch.Mirror;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is to be mirrored, and how the program that does it behaves.
 *
 * @param settings of the program
 * @param mirrors each with a name of its own
 * @param fingerprints by the names of mirrors: equal for two that are configured alike, so that a
 *     reload leaves them alone. A mirror without one starts anew with every reload
 * @param companions what runs beside the mirrors; without mirrors there is at least one
 * @param remarks what is worth telling about the file although it is no fault
 */
public record WatchConfig(
    ProgramSettings settings,
    List<Mirror> mirrors,
    Map<String, String> fingerprints,
    List<Companion> companions,
    List<Remark> remarks) {

  /**
   * Joins all.
   *
   * @throws IllegalArgumentException without anything to do, or with two of one name
   */
  public WatchConfig {
    mirrors = List.copyOf(mirrors);
    fingerprints = Map.copyOf(fingerprints);
    companions = List.copyOf(companions);
    remarks = List.copyOf(remarks);
    if (mirrors.isEmpty() && companions.isEmpty()) {
      throw new IllegalArgumentException("no mirror");
    }
    if (mirrors.stream().map(Mirror::name).distinct().count() < mirrors.size()) {
      throw new IllegalArgumentException("two mirrors of one name");
    }
  }

  /** Without remarks. */
  public WatchConfig(
      ProgramSettings settings,
      List<Mirror> mirrors,
      Map<String, String> fingerprints,
      List<Companion> companions) {
    this(settings, mirrors, fingerprints, companions, List.of());
  }

  /** Without companions. */
  public WatchConfig(
      ProgramSettings settings, List<Mirror> mirrors, Map<String, String> fingerprints) {
    this(settings, mirrors, fingerprints, List.of());
  }

  /** Without fingerprints. */
  public WatchConfig(ProgramSettings settings, List<Mirror> mirrors) {
    this(settings, mirrors, Map.of());
  }

  /** Whether a mirror is configured here as it was there. */
  public boolean keeps(String mirror, WatchConfig earlier) {
    String now = fingerprints.get(mirror);
    return now != null && Objects.equals(now, earlier.fingerprints.get(mirror));
  }
}
