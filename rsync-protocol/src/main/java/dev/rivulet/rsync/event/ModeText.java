// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

/** File modes as {@code ls -l} shows them. */
public final class ModeText {
  private ModeText() {}

  /** Ten characters: type and permissions. */
  public static String of(int mode) {
    return type(mode) + permissions(mode);
  }

  /** Nine characters: permissions with the set-id and sticky bits in the places of x. */
  public static String permissions(int mode) {
    StringBuilder text = new StringBuilder(9);
    appendClass(text, mode >> 6, (mode & 04000) != 0, 's');
    appendClass(text, mode >> 3, (mode & 02000) != 0, 's');
    appendClass(text, mode, (mode & 01000) != 0, 't');
    return text.toString();
  }

  private static void appendClass(StringBuilder text, int bits, boolean special, char letter) {
    boolean execute = (bits & 1) != 0;
    text.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-');
    if (special) {
      text.append(execute ? letter : Character.toUpperCase(letter));
    } else {
      text.append(execute ? 'x' : '-');
    }
  }

  private static char type(int mode) {
    return switch (mode & 0170000) {
      case 0040000 -> 'd';
      case 0120000 -> 'l';
      case 0060000 -> 'b';
      case 0020000 -> 'c';
      case 0140000 -> 's';
      case 0010000 -> 'p';
      default -> '-';
    };
  }
}
