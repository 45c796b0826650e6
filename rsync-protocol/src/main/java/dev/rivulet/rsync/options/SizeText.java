// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Sizes as options take them: {@code 1.5m}, {@code 10K+1}, {@code 2MB}; rsync(1), option
 * --max-size.
 *
 * <p>The units are b, k, m, g, t and p in either case; alone or followed by {@code iB} they are
 * powers of 1024, followed by {@code B} powers of 1000. {@code +1} or {@code -1} at the end means
 * one byte more or less.
 */
final class SizeText {
  private static final String UNITS = "bkmgtp";
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final String text;
  private int at;

  private SizeText(String text) {
    this.text = text;
  }

  /**
   * Reads a size.
   *
   * @param option for the error message, as typed
   * @param defaultUnit the unit of a number without one, {@code 'b'} or {@code 'k'}
   * @return bytes
   */
  static long parse(String option, byte[] value, char defaultUnit) throws RsyncException {
    SizeText size = new SizeText(new String(value, StandardCharsets.ISO_8859_1));
    BigDecimal bytes = size.bytes(defaultUnit);
    String problem = null;
    if (bytes == null) {
      problem = " is invalid";
    } else if (bytes.signum() < 0 || bytes.compareTo(LARGEST) > 0) {
      problem = " is too large";
    }
    if (problem != null) {
      throw new RsyncException(ExitCode.SYNTAX, "rsync: " + option + "=" + size.text + problem);
    }
    return bytes.longValue();
  }

  /** Null for what is not a size. */
  private BigDecimal bytes(char defaultUnit) {
    BigDecimal number = number();
    if (number == null) {
      return null;
    }
    long factor = factor(defaultUnit);
    BigDecimal bytes = number.multiply(BigDecimal.valueOf(factor));
    if (text.startsWith("+1", at) || text.startsWith("-1", at)) {
      bytes = bytes.add(text.charAt(at) == '+' ? BigDecimal.ONE : BigDecimal.ONE.negate());
      at += 2;
    }
    return at == text.length() ? bytes : null;
  }

  private BigDecimal number() {
    if (text.equals("-1")) {
      at = text.length();
      return BigDecimal.ONE.negate();
    }
    boolean digits = false;
    boolean point = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        digits = true;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
      at++;
    }
    if (at == 0) {
      return text.isEmpty() ? BigDecimal.ZERO : null;
    }
    return digits ? new BigDecimal(text.substring(0, at)) : null;
  }

  private long factor(char defaultUnit) {
    char unit = at < text.length() ? Character.toLowerCase(text.charAt(at)) : defaultUnit;
    int power = UNITS.indexOf(unit);
    if (power < 0) {
      power = UNITS.indexOf(defaultUnit);
    } else if (at < text.length()) {
      at++;
    }
    long base = 1024;
    if (power > 0 && text.regionMatches(true, at, "ib", 0, 2)) {
      at += 2;
    } else if (power > 0 && text.regionMatches(true, at, "b", 0, 1)) {
      at++;
      base = 1000;
    }
    long factor = 1;
    for (int i = 0; i < power; i++) {
      factor *= base;
    }
    return factor;
  }
}
