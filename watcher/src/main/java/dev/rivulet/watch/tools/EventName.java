// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.util.Locale;

/**
 * The events by the names that inotifywait(1) and inotifywatch(1) give them, in the order in which
 * inotifywatch shows them. {@code CLOSE} and {@code MOVE} stand for two events each.
 */
public enum EventName {
  ACCESS(0x1),
  MODIFY(0x2),
  ATTRIB(0x4),
  CLOSE_WRITE(0x8),
  CLOSE_NOWRITE(0x10),
  CLOSE(0x18),
  OPEN(0x20),
  MOVED_FROM(0x40),
  MOVED_TO(0x80),
  MOVE(0xc0),
  MOVE_SELF(0x800),
  CREATE(0x100),
  DELETE(0x200),
  DELETE_SELF(0x400),
  UNMOUNT(0x2000);

  /** All that the kernel reports. */
  static final int ALL = 0xfff;

  private static final int DIRECTORY = 0x40000000;

  private final int bits;

  EventName(int bits) {
    this.bits = bits;
  }

  int bits() {
    return bits;
  }

  /** Whether it is one event of the kernel. */
  boolean isSingle() {
    return Integer.bitCount(bits) == 1;
  }

  /** As typed on a command line, in any case. */
  static EventName of(String typed) throws UsageException {
    for (EventName name : values()) {
      if (name.name().equalsIgnoreCase(typed)) {
        return name;
      }
    }
    String hint = typed.equalsIgnoreCase("umount") ? "  Did you mean 'unmount'?" : "";
    throw new UsageException(
        "'"
            + typed
            + "' is not a valid event!  Run with the '--help' option to see a list of events."
            + hint);
  }

  /** The bits of a comma-separated list. */
  public static int bitsOf(String list) throws UsageException {
    int bits = 0;
    for (String word : list.split(",", -1)) {
      bits |= of(word).bits;
    }
    return bits;
  }

  /** The names of an event of the kernel, for example {@code CLOSE_WRITE,CLOSE}. */
  static String text(int mask, String separator) {
    StringBuilder names = new StringBuilder();
    for (EventName name : values()) {
      boolean named = name.isSingle() ? (mask & name.bits) != 0 : name == CLOSE && isClose(mask);
      if (named) {
        names.append(names.length() == 0 ? "" : separator).append(name.name());
      }
    }
    if ((mask & DIRECTORY) != 0) {
      names.append(names.length() == 0 ? "" : separator).append("ISDIR");
    }
    return names.toString();
  }

  private static boolean isClose(int mask) {
    return (mask & CLOSE.bits) != 0;
  }

  /** As it stands in the header of inotifywatch and in help texts. */
  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
