// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import java.util.Arrays;
import java.util.List;

/**
 * How far one file name is from another, for --fuzzy: a weighted edit distance of the names and,
 * with ten times the weight, of their suffixes. Measured on the reference program. Stateless.
 */
public final class FuzzyDistance {
  /** The cost of one edit; the difference of the bytes comes on top. */
  static final int UNIT = 1 << 16;

  /** A name farther away than this is not similar. */
  public static final long LIMIT = 25L * UNIT;

  /** What stands for every distance above a limit. */
  static final long TOO_FAR = 0xFFFFL * UNIT + 1;

  private static final long NOT_COUNTED = 0xFFFF_0000L;
  private static final int SUFFIX_WEIGHT = 10;

  /** Suffixes of copies, which say nothing of what a file is. */
  private static final List<byte[]> OF_COPIES =
      List.of(
          new byte[] {'b', 'a', 'k'}, new byte[] {'o', 'l', 'd'}, new byte[] {'o', 'r', 'i', 'g'});

  private FuzzyDistance() {}

  /**
   * The distance of two names in units of 65536.
   *
   * @param limit above which the result need not be exact
   */
  public static long of(byte[] name, byte[] other, long limit) {
    long distance = edits(name, other, limit);
    return distance < NOT_COUNTED
        ? distance + SUFFIX_WEIGHT * edits(suffix(name), suffix(other), NOT_COUNTED)
        : distance;
  }

  /** A distance as it is shown: units, and what comes on top. */
  public static String text(long distance) {
    return "%d.%05d".formatted(distance / UNIT, distance % UNIT);
  }

  private static long edits(byte[] a, byte[] b, long limit) {
    if (Math.abs(a.length - b.length) * (long) UNIT > limit) {
      return TOO_FAR;
    }
    if (a.length == 0 || b.length == 0) {
      return wholeCost(a) + wholeCost(b);
    }
    long[] row = new long[a.length + 1];
    for (int i = 0; i <= a.length; i++) {
      row[i] = (long) i * UNIT;
    }
    for (int j = 0; j < b.length; j++) {
      advance(row, a, b[j] & 0xff, j + 1);
    }
    return row[a.length];
  }

  private static long wholeCost(byte[] name) {
    long cost = (long) name.length * UNIT;
    for (byte b : name) {
      cost += b & 0xff;
    }
    return cost;
  }

  /** From the costs without a byte of the other name to the costs with it, the {@code count}th. */
  private static void advance(long[] row, byte[] a, int other, int count) {
    long diagonal = row[0];
    row[0] = (long) count * UNIT;
    for (int i = 1; i < row.length; i++) {
      int own = a[i - 1] & 0xff;
      long above = row[i];
      long left = row[i - 1];
      long changed = diagonal + (own == other ? 0 : UNIT + Math.abs(own - other));
      long skipped = left < above ? left + UNIT + own : above + UNIT + other;
      row[i] = Math.min(changed, skipped);
      diagonal = above;
    }
  }

  /** The part of a name that says what the file is, with its dot; empty if there is none. */
  static byte[] suffix(byte[] name) {
    int begin = 0;
    while (begin < name.length && name[begin] == '.') {
      begin++;
    }
    boolean backup = name.length > begin && name[name.length - 1] == '~';
    int end = backup ? name.length - 1 : name.length;
    byte[] digits = {};
    for (int dot = lastDot(name, begin, end); dot > begin; dot = lastDot(name, begin, end)) {
      byte[] suffix = Arrays.copyOfRange(name, dot, end);
      if (isOfCopy(suffix) || backup && suffix.length > 1 && suffix[1] == '~') {
        end = dot;
      } else if (!isNumber(suffix)) {
        return suffix;
      } else {
        digits = suffix;
        end = dot;
      }
    }
    return digits;
  }

  private static int lastDot(byte[] name, int begin, int end) {
    int at = end - 1;
    while (at > begin && name[at] != '.') {
      at--;
    }
    return at;
  }

  private static boolean isOfCopy(byte[] suffix) {
    for (byte[] one : OF_COPIES) {
      if (Arrays.equals(suffix, 1, suffix.length, one, 0, one.length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNumber(byte[] suffix) {
    for (int i = 1; i < suffix.length; i++) {
      if (suffix[i] < '0' || suffix[i] > '9') {
        return false;
      }
    }
    return suffix.length > 1;
  }
}
