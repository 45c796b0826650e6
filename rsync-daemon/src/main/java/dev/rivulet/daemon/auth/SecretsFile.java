// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.auth;

import dev.rivulet.daemon.auth.Authenticator.PasswordCheck;
import java.util.Arrays;
import java.util.Optional;

/**
 * The contents of a secrets file: lines {@code user:password} and {@code @group:password}, split at
 * the first colon; passwords may hold anything else. Lines end at LF or CR.
 */
final class SecretsFile {
  /** Longer lines are not looked at, so that nobody logs in with a part of a password. */
  private static final int MAX_LINE = 1023;

  private final byte[] contents;

  SecretsFile(byte[] contents) {
    this.contents = contents;
  }

  /**
   * Looks for a line that the client's proof fits. Of several lines for one name only the first
   * counts.
   *
   * @param group the group whose password will do as well
   * @return empty for success, else the reason
   */
  Optional<String> verify(byte[] user, Optional<byte[]> group, PasswordCheck check) {
    boolean userOpen = true;
    boolean groupOpen = group.isPresent();
    byte[] groupName = group.map(SecretsFile::withAt).orElse(new byte[0]);
    int start = 0;
    while (start < contents.length && (userOpen || groupOpen)) {
      int end = lineEnd(start);
      if (end - start <= MAX_LINE) {
        if (userOpen && isFor(user, start, end)) {
          userOpen = false;
          if (check.isProvenBy(password(user, start, end))) {
            return Optional.empty();
          }
        } else if (groupOpen && isFor(groupName, start, end)) {
          groupOpen = false;
          if (check.isProvenBy(password(groupName, start, end))) {
            return Optional.empty();
          }
        }
      }
      start = end + 1;
    }
    boolean tried = !userOpen || group.isPresent() && !groupOpen;
    return Optional.of(tried ? "password mismatch" : "secret not found");
  }

  private static byte[] withAt(byte[] group) {
    byte[] name = new byte[group.length + 1];
    name[0] = '@';
    System.arraycopy(group, 0, name, 1, group.length);
    return name;
  }

  private int lineEnd(int start) {
    int end = start;
    while (end < contents.length && contents[end] != '\n' && contents[end] != '\r') {
      end++;
    }
    return end;
  }

  private boolean isFor(byte[] name, int start, int end) {
    return end - start > name.length
        && contents[start + name.length] == ':'
        && Arrays.equals(contents, start, start + name.length, name, 0, name.length);
  }

  private byte[] password(byte[] name, int start, int end) {
    return Arrays.copyOfRange(contents, start + name.length + 1, end);
  }
}
