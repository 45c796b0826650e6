// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** Numeric addresses as {@code hosts allow} takes them; never asks a name server. */
public final class InternetAddress {
  private InternetAddress() {}

  /** The 4 or 16 bytes of a numeric address; IPv4 also in the short forms of inet_aton(3). */
  public static Optional<byte[]> parse(String text) {
    if (text.indexOf(':') >= 0) {
      return parseVersion6(text);
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length > 4) {
      return Optional.empty();
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      int bytes = last ? 4 - i : 1;
      long part = number(parts[i]);
      if (part < 0 || part >>> 8 * bytes != 0) {
        return Optional.empty();
      }
      address = address << 8 * bytes | part;
    }
    return Optional.of(
        new byte[] {
          (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
        });
  }

  /** A decimal, octal ({@code 0...}) or hexadecimal ({@code 0x...}) number, or -1. */
  private static long number(String digits) {
    int radix = 10;
    String rest = digits;
    if (digits.startsWith("0x")) {
      radix = 16;
      rest = digits.substring(2);
    } else if (digits.length() > 1 && digits.startsWith("0")) {
      radix = 8;
      rest = digits.substring(1);
    }
    if (rest.isEmpty() || rest.length() > 11) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < rest.length(); i++) {
      int digit = rest.charAt(i) < 128 ? Character.digit(rest.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static Optional<byte[]> parseVersion6(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        break;
      }
      if (c != ':' && c != '.' && (c > 127 || Character.digit(c, 16) < 0)) {
        return Optional.empty();
      }
    }
    try {
      InetAddress address = InetAddress.getByName(text);
      byte[] bytes = address.getAddress();
      return Optional.of(bytes.length == 4 ? mapped(bytes) : bytes);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** The runtime turns an IPv4 address written as an IPv6 one into an IPv4 address. */
  private static byte[] mapped(byte[] version4) {
    byte[] bytes = new byte[16];
    bytes[10] = -1;
    bytes[11] = -1;
    System.arraycopy(version4, 0, bytes, 12, 4);
    return bytes;
  }

  /**
   * The mask behind the slash of a pattern: a number of bits or an address.
   *
   * @param bytes 4 or 16, the length of the address
   */
  static Optional<byte[]> parseMask(String text, int bytes) {
    Optional<byte[]> mask =
        text.chars().allMatch(c -> c >= '0' && c <= '9') ? ofBits(text, bytes) : parse(text);
    return mask.filter(m -> m.length == bytes);
  }

  private static Optional<byte[]> ofBits(String digits, int bytes) {
    long bits = number(digits);
    if (bits < 0 || bits > 8L * bytes) {
      return Optional.empty();
    }
    byte[] mask = new byte[bytes];
    Arrays.fill(mask, 0, (int) bits / 8, (byte) 0xff);
    if (bits % 8 != 0) {
      mask[(int) bits / 8] = (byte) (0xff00 >> bits % 8);
    }
    return Optional.of(mask);
  }

  static boolean equalUnder(byte[] mask, byte[] a, byte[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (((a[i] ^ b[i]) & mask[i]) != 0) {
        return false;
      }
    }
    return true;
  }
}
