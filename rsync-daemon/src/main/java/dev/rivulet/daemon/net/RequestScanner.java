// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.net;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.handshake.DaemonDialogue;
import dev.rivulet.rsync.handshake.Greeting;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells when a client can be served: its greeting and its request line are complete, with early
 * input in front of the latter, or it has said something that calls for an answer at once.
 */
final class RequestScanner {
  /** More than two lines and the largest early input; whoever sends more is heard at once. */
  static final int MAX_BYTES = 8192;

  private static final int MAX_EARLY_INPUT = 5120;
  private static final byte[] EARLY_INPUT =
      DaemonDialogue.EARLY_INPUT.getBytes(StandardCharsets.US_ASCII);

  private RequestScanner() {}

  /** Whether the first {@code length} bytes are enough to serve the client. */
  static boolean isComplete(byte[] bytes, int length) {
    if (length >= MAX_BYTES) {
      return true;
    }
    int greetingEnd = lineEnd(bytes, 0, length);
    if (greetingEnd < 0) {
      return false;
    }
    if (!isGreeting(Arrays.copyOf(bytes, greetingEnd))) {
      return true;
    }
    int requestStart = greetingEnd + 1;
    int requestEnd = lineEnd(bytes, requestStart, length);
    if (requestEnd < 0) {
      return false;
    }
    if (!announcesEarlyInput(bytes, requestStart, requestEnd)) {
      return true;
    }
    int announced = number(bytes, requestStart + EARLY_INPUT.length, requestEnd);
    boolean usable = announced > 0 && announced <= MAX_EARLY_INPUT;
    return !usable || lineEnd(bytes, requestEnd + 1 + announced, length) >= 0;
  }

  private static boolean isGreeting(byte[] line) {
    try {
      Greeting.fromClient(line);
      return true;
    } catch (ProtocolException e) {
      return false;
    }
  }

  private static int lineEnd(byte[] bytes, int from, int length) {
    for (int i = from; i < length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static boolean announcesEarlyInput(byte[] bytes, int start, int end) {
    if (end - start <= EARLY_INPUT.length) {
      return false;
    }
    for (int i = 0; i < EARLY_INPUT.length; i++) {
      if (bytes[start + i] != EARLY_INPUT[i]) {
        return false;
      }
    }
    return true;
  }

  /** The number, or one that is too large when it is even larger. */
  private static int number(byte[] bytes, int from, int to) {
    int number = 0;
    for (int i = from; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = Math.min(number * 10 + bytes[i] - '0', MAX_BYTES);
    }
    return number;
  }
}
