// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.filter.Wildmatch;
import java.util.Arrays;

/**
 * One pair of {@code --usermap} or {@code --groupmap}: which of the sender's ids become what here.
 *
 * @param low the lowest number it is about, as an unsigned number; -1 if it is about names
 * @param high the highest
 * @param name the name it is about, may be a pattern; of no meaning with numbers
 * @param target the local id
 */
public record IdRule(long low, long high, byte[] name, int target) {
  private static final String WILDCARDS = "*?[";

  /** A rule about numbers. */
  static IdRule ofNumbers(long low, long high, int target) {
    return new IdRule(low, high, new byte[0], target);
  }

  /** A rule about a name, a pattern of names, or what has no name. */
  static IdRule ofName(byte[] name, int target) {
    return new IdRule(-1, -1, name, target);
  }

  /** Whether the rule is about an id of the sender. */
  boolean concerns(int id, byte[] nameOfId) {
    if (low >= 0) {
      long number = Integer.toUnsignedLong(id);
      return low <= number && number <= high;
    }
    return isPattern() ? Wildmatch.matches(name, nameOfId) : Arrays.equals(name, nameOfId);
  }

  private boolean isPattern() {
    for (byte b : name) {
      if (WILDCARDS.indexOf(b) >= 0) {
        return true;
      }
    }
    return false;
  }
}
