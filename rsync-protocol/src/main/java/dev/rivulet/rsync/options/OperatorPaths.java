// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which symbolic links are followed in paths that options name (rsync(1), --insecure-links and
 * --confine-root).
 *
 * @param insecureLinks whether links of foreign users are followed
 * @param confineRoot the absolute directory all such paths must lie in, empty for none
 */
public record OperatorPaths(boolean insecureLinks, byte[] confineRoot) {
  private static final String CONFINE = "--confine-root";

  /** Links of the user and of the super-user are followed, to anywhere. */
  public static final OperatorPaths USUAL = new OperatorPaths(false, new byte[0]);

  /**
   * What a command line will say, for the files that are read while it is being understood: these
   * options count wherever they stand.
   */
  public static OperatorPaths spokenIn(List<byte[]> words) {
    boolean insecure = false;
    byte[] root = {};
    for (int i = 0; i < words.size(); i++) {
      String word = new String(words.get(i), StandardCharsets.ISO_8859_1);
      if (word.equals("--")) {
        break;
      }
      if (word.endsWith("insecure-links")) {
        insecure = word.equals("--insecure-links") || insecure && !word.startsWith("--no-");
      } else if (word.equals(CONFINE) && i + 1 < words.size()) {
        root = words.get(++i);
      } else if (word.startsWith(CONFINE + "=")) {
        root = word.substring(CONFINE.length() + 1).getBytes(StandardCharsets.ISO_8859_1);
      }
    }
    return new OperatorPaths(insecure, root);
  }
}
