// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.nio.charset.StandardCharsets;

/** Whether a symbolic link leads out of the transfer (rsync(1), --safe-links). */
public final class LinkSafety {
  private LinkSafety() {}

  /**
   * @param target the text of the link
   * @param link the link's own name relative to the root of the transfer
   */
  public static boolean isUnsafe(byte[] target, byte[] link) {
    if (target.length == 0 || target[0] == '/') {
      return true;
    }
    String text = new String(target, StandardCharsets.ISO_8859_1);
    if (climbsInside(text) || (text.length() > 3 && text.endsWith("/.."))) {
      return true;
    }
    int depth = depth(link);
    for (String component : text.split("/")) {
      if (component.equals("..")) {
        if (--depth < 0) {
          return true;
        }
      } else if (!component.isEmpty() && !component.equals(".")) {
        depth++;
      }
    }
    return false;
  }

  /** Whether {@code ..} comes after something else: what it climbs out of may itself be a link. */
  private static boolean climbsInside(String text) {
    String rest = text;
    while (rest.startsWith("../")) {
      rest = rest.substring(3);
      while (rest.startsWith("/")) {
        rest = rest.substring(1);
      }
    }
    return rest.contains("/../");
  }

  private static int depth(byte[] link) {
    String[] components = new String(link, StandardCharsets.ISO_8859_1).split("/", -1);
    int depth = 0;
    for (int i = 0; i + 1 < components.length; i++) {
      if (components[i].equals("..")) {
        depth = 0;
      } else if (!components[i].isEmpty() && !components[i].equals(".")) {
        depth++;
      }
    }
    return depth;
  }
}
