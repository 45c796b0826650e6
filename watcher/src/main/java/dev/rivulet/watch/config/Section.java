// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file says about one mirror, or about the program.
 *
 * @param name of the mirror
 * @param place of the header
 * @param inherited defaults; a key of the section's own replaces all of its name
 * @param own in the order of the file
 */
record Section(String name, String place, List<Entry> inherited, List<Entry> own) {

  /** The value of a key that does not repeat. */
  Optional<Entry> get(Key key) {
    List<Entry> all = all(key);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** The values of a key in the order of the file. */
  List<Entry> all(Key key) {
    return entries().stream().filter(entry -> entry.key() == key).toList();
  }

  /** Everything that holds in this section: defaults first. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : inherited) {
      if (own.stream().noneMatch(set -> set.key() == entry.key())) {
        entries.add(entry);
      }
    }
    entries.addAll(own);
    return entries;
  }

  /** A fault of the section as a whole. */
  ConfigException fault(String problem, String remedy) {
    return new ConfigException(place, "[" + name + "]: " + problem, remedy);
  }
}
