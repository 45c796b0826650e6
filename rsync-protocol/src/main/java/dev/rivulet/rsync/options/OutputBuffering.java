// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/** How standard output is buffered (rsync(1), --outbuf). */
public enum OutputBuffering {
  /** As it is without the option. */
  USUAL,
  NONE,
  LINE,
  BLOCK;

  /**
   * The buffering with this name; its first letter decides.
   *
   * @return null if there is none
   */
  static OutputBuffering named(String name) {
    return switch (name.isEmpty() ? ' ' : name.charAt(0)) {
      case 'N', 'n', 'U', 'u' -> NONE;
      case 'L', 'l' -> LINE;
      case 'B', 'b', 'F', 'f' -> BLOCK;
      default -> null;
    };
  }
}
