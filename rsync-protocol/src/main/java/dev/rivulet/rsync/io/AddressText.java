// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as people and rsync write them: {@code ::1}, not {@code 0:0:0:0:0:0:0:1}. */
public final class AddressText {
  private static final Pattern ZEROS = Pattern.compile("(?<![^:])0(:0)+(?![^:%])");

  private AddressText() {}

  /** The address in digits, its longest run of zeros left out (RFC 5952), its scope included. */
  public static String of(InetAddress address) {
    String full = address.getHostAddress();
    int start = 0;
    int end = 0;
    Matcher zeros = ZEROS.matcher(full);
    while (zeros.find()) {
      if (zeros.end() - zeros.start() > end - start) {
        start = zeros.start();
        end = zeros.end();
      }
    }
    if (start == end) {
      return full;
    }
    String before = start == 0 ? "" : full.substring(0, start - 1);
    String after = full.startsWith(":", end) ? full.substring(end + 1) : full.substring(end);
    return before + "::" + after;
  }
}
