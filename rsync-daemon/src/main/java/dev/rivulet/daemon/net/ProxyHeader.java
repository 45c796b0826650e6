// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.net;

import dev.rivulet.daemon.config.InternetAddress;
import dev.rivulet.rsync.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a proxy in front of the daemon says before everything else: the PROXY protocol, versions 1
 * and 2, in the strictness of rsync (rsyncd.conf(5), parameter proxy protocol).
 *
 * @param length of the header in bytes
 * @param source the client; empty when the proxy speaks for itself or does not know
 */
public record ProxyHeader(int length, Optional<InetAddress> source) {
  /** No header is longer, whatever its version. */
  static final int MAX_BYTES = 232;

  private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};
  private static final byte[] START = "PROXY".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_LINE = 107;
  private static final int FIXED_BYTES = 16;
  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;
  private static final int TCP_4 = 0x11;
  private static final int TCP_6 = 0x21;
  private static final int ADDRESSES_4 = 12;
  private static final int ADDRESSES_6 = 36;

  /**
   * Understands the beginning of what a peer sends.
   *
   * @param bytes of which the first {@code length} have arrived
   * @return empty while the header is not complete
   * @throws ProtocolException as soon as it cannot become a header
   */
  static Optional<ProxyHeader> parse(byte[] bytes, int length) throws ProtocolException {
    if (startsLike(SIGNATURE, bytes, length)) {
      return length < FIXED_BYTES ? Optional.empty() : binary(bytes, length);
    }
    if (startsLike(START, bytes, length)) {
      return line(bytes, length);
    }
    throw bad("start");
  }

  /** Reads a header and nothing behind it. */
  public static ProxyHeader read(InputStream in) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream(MAX_LINE);
    Optional<ProxyHeader> header = Optional.empty();
    while (header.isEmpty()) {
      int next = in.read();
      if (next < 0) {
        throw bad("end");
      }
      heard.write(next);
      header = parse(heard.toByteArray(), heard.size());
    }
    return header.get();
  }

  private static boolean startsLike(byte[] start, byte[] bytes, int length) {
    int common = Math.min(length, start.length);
    return Arrays.equals(start, 0, common, bytes, 0, common);
  }

  private static Optional<ProxyHeader> binary(byte[] bytes, int length) throws ProtocolException {
    int command = bytes[12] & 0xff;
    int family = bytes[13] & 0xff;
    int addresses = (bytes[14] & 0xff) << 8 | bytes[15] & 0xff;
    int total = FIXED_BYTES + addresses;
    if (command != LOCAL && command != PROXY) {
      throw bad("version or command");
    }
    if (total > MAX_BYTES
        || command == PROXY && family == TCP_4 && addresses != ADDRESSES_4
        || command == PROXY && family == TCP_6 && addresses != ADDRESSES_6) {
      throw bad("length");
    }
    if (length < total) {
      return Optional.empty();
    }
    boolean known = command == PROXY && (family == TCP_4 || family == TCP_6);
    int size = family == TCP_4 ? 4 : 16;
    byte[] source = Arrays.copyOfRange(bytes, FIXED_BYTES, FIXED_BYTES + size);
    return Optional.of(
        new ProxyHeader(total, known ? Optional.of(address(source)) : Optional.empty()));
  }

  private static Optional<ProxyHeader> line(byte[] bytes, int length) throws ProtocolException {
    int end = 0;
    while (end < length && bytes[end] != '\n') {
      end++;
    }
    if (end >= MAX_LINE) {
      throw bad("length");
    }
    if (end == length) {
      return Optional.empty();
    }
    if (end == 0 || bytes[end - 1] != '\r') {
      throw bad("end of line");
    }
    String text = new String(bytes, 0, end - 1, StandardCharsets.ISO_8859_1);
    return Optional.of(new ProxyHeader(end + 1, source(text)));
  }

  private static Optional<InetAddress> source(String line) throws ProtocolException {
    if (line.startsWith("PROXY UNKNOWN")) {
      return Optional.empty();
    }
    String[] words = line.split(" ", -1);
    boolean complete =
        words.length == 6
            && words[0].equals("PROXY")
            && (words[1].equals("TCP4") || words[1].equals("TCP6"))
            && isPort(words[4])
            && isPort(words[5]);
    if (!complete) {
      throw bad("line");
    }
    number(words[3]);
    return Optional.of(number(words[2]));
  }

  private static boolean isPort(String word) {
    boolean digits = !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && word.chars().anyMatch(c -> c != '0');
  }

  private static InetAddress number(String text) throws ProtocolException {
    return address(InternetAddress.parse(text).orElseThrow(() -> bad("address")));
  }

  private static InetAddress address(byte[] bytes) throws ProtocolException {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw bad("address");
    }
  }

  private static ProtocolException bad(String what) {
    return new ProtocolException("proxy header: unusable " + what);
  }
}
