// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/** What a format for lines about items asks for (rsyncd.conf(5), parameter "log format"). */
public final class FormatLetters {
  /** With more digits there is no width, and what follows is an escape of its own. */
  private static final int MOST_MODIFIERS = 20;

  private FormatLetters() {}

  /**
   * Whether a format shows what a letter stands for; a width or a form for numbers may be in front
   * of the letter, and a doubled percent sign shows only itself.
   */
  public static boolean has(String format, char letter) {
    int at = format.indexOf('%');
    while (at >= 0) {
      int start = ++at;
      while (at < format.length() && isModifier(format.charAt(at))) {
        at++;
      }
      if (at - start > MOST_MODIFIERS) {
        at = format.indexOf('%', at);
        continue;
      }
      if (at < format.length() && format.charAt(at) == letter) {
        return true;
      }
      at = format.indexOf('%', at + 1);
    }
    return false;
  }

  private static boolean isModifier(char c) {
    return c == '\'' || c == '-' || c >= '0' && c <= '9';
  }
}
