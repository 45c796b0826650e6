// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.log;

/** Makes text of a peer harmless for logs: control bytes become {@code \#ooo}. */
final class LogText {
  private LogText() {}

  /**
   * The byte text with its control bytes escaped; tabs stay, and so do bytes above 127 that are not
   * control characters of ISO 8859.
   */
  static String escaped(String byteText) {
    StringBuilder safe = null;
    for (int i = 0; i < byteText.length(); i++) {
      char c = byteText.charAt(i);
      if (isControl(c)) {
        if (safe == null) {
          safe = new StringBuilder(byteText.length() + 16).append(byteText, 0, i);
        }
        safe.append(String.format("\\#%03o", (int) c));
      } else if (safe != null) {
        safe.append(c);
      }
    }
    return safe == null ? byteText : safe.toString();
  }

  private static boolean isControl(char c) {
    return c < ' ' && c != '\t' || c == 127;
  }
}
