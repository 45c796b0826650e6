// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as rsync shows them at a level of {@code --human-readable} (rsync(1)): 0 plain digits, 1
 * digits in groups of three, 2 units of 1000, 3 units of 1024.
 */
public final class HumanNumber {
  private static final String UNITS = "KMGTP";

  private HumanNumber() {}

  /** A count, which never takes units. */
  public static String count(long value, int level) {
    return level == 0 ? Long.toString(value) : grouped(value);
  }

  /** A number of bytes. */
  public static String bytes(long value, int level) {
    return switch (level) {
      case 0 -> Long.toString(value);
      case 1 -> grouped(value);
      default -> {
        long base = level == 2 ? 1000 : 1024;
        yield Math.abs(value) < base ? Long.toString(value) : withUnit(value, base);
      }
    };
  }

  /** A rate or ratio with two decimals. */
  public static String decimal(double value, int level) {
    if (level >= 2) {
      long base = level == 2 ? 1000 : 1024;
      if (value >= base) {
        return withUnit(value, base);
      }
    }
    String text = fixed(value, 2);
    if (level == 0) {
      return text;
    }
    int point = text.length() - 3;
    return grouped(Long.parseLong(text.substring(0, point))) + text.substring(point);
  }

  private static String withUnit(double value, long base) {
    double scaled = value / base;
    int unit = 0;
    while (Math.abs(scaled) >= base && unit < UNITS.length() - 1) {
      scaled /= base;
      unit++;
    }
    return fixed(scaled, 2) + UNITS.charAt(unit);
  }

  /** A finite number with exactly so many decimals, rounded as printf(3) does. */
  public static String fixed(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String grouped(long value) {
    String digits = Long.toString(value);
    int first = value < 0 ? 1 : 0;
    StringBuilder text = new StringBuilder(digits.length() + 6);
    for (int i = 0; i < digits.length(); i++) {
      if (i > first && (digits.length() - i) % 3 == 0) {
        text.append(',');
      }
      text.append(digits.charAt(i));
    }
    return text.toString();
  }
}
