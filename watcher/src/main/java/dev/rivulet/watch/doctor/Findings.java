// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what checks find, in the order they find it. Owned by one thread. */
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  /** Something that should be mended. */
  void problem(String place, String text, String remedy) {
    all.add(new Finding(place, text, remedy));
  }

  /** Something worth knowing. */
  void note(String place, String text) {
    all.add(new Finding(place, text, ""));
  }

  /** Something that should be mended if there is a remedy, else something worth knowing. */
  void add(String place, String text, String remedy) {
    all.add(new Finding(place, text, remedy));
  }

  /** Brings what was found in the order of its places; what has none of them comes last. */
  void sortBy(List<String> places) {
    all.sort(
        Comparator.comparingInt(
            finding -> {
              int at = places.indexOf(finding.place());
              return at < 0 ? Integer.MAX_VALUE : at;
            }));
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
