// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names that were reported because a listing found them, for as long as the kernel may still report
 * them too. Owned by one thread.
 */
final class FoundNames {
  private final Map<Integer, Set<String>> names = new HashMap<>();

  void add(int descriptor, byte[] name) {
    names.computeIfAbsent(descriptor, unused -> new HashSet<>()).add(text(name));
  }

  /** Whether a name was found; it counts once. */
  boolean take(int descriptor, byte[] name) {
    Set<String> found = names.get(descriptor);
    return found != null && found.remove(text(name));
  }

  /** The kernel's queue ran empty: what it had to say has been said. */
  void forget() {
    names.clear();
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.ISO_8859_1);
  }
}
