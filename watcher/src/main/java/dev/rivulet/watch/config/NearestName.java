// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.rsync.conf.Blanks;
import java.util.List;

/** Which known name somebody meant who wrote one that is not known. */
public final class NearestName {
  private NearestName() {}

  /**
   * The index of the name with the fewest changed letters; letter case and blanks do not count.
   *
   * @param known at least one name
   */
  public static int of(String name, List<String> known) {
    int nearest = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < known.size(); i++) {
      int distance = distance(Blanks.key(name), Blanks.key(known.get(i)));
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  /** Letters to be inserted, removed or replaced to make one of the other. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
