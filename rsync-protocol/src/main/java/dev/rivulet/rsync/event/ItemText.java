// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

import dev.rivulet.rsync.wire.ItemFlags;

/**
 * The eleven characters {@code YXcstpoguax} that say what was done about an entry and what
 * differed; rsync(1), option --itemize-changes.
 */
public final class ItemText {
  /** What stands in their place for a deletion. */
  public static final String DELETED = "*deleting  ";

  private static final int TYPE_MASK = 0170000;
  private static final int LENGTH = 11;

  /** How times are kept, which decides between {@code t} and {@code T}. */
  public record Times(boolean preserved, boolean linksToo) {}

  private ItemText() {}

  /**
   * The characters for an item.
   *
   * @param sentAway whether the data left this machine's program, which shows as {@code <}
   */
  public static String of(TransferEvent.Item item, boolean sentAway, Times times) {
    int flags = item.flags();
    int type = item.entry().mode() & TYPE_MASK;
    boolean link = type == 0120000;
    char[] text = new char[LENGTH];
    text[0] = update(flags, sentAway);
    text[1] = typeLetter(type);
    if (has(flags, ItemFlags.IS_NEW)) {
      fill(text, '+');
      return new String(text);
    }
    if (has(flags, ItemFlags.UNKNOWN)) {
      fill(text, '?');
      return new String(text);
    }
    text[2] = letter(flags, ItemFlags.REPORT_CHANGE, 'c');
    text[3] = link ? '.' : letter(flags, ItemFlags.REPORT_SIZE, 's');
    text[4] = letter(flags, ItemFlags.REPORT_TIME, timeLetter(flags, link, times));
    text[5] = letter(flags, ItemFlags.REPORT_PERMS, 'p');
    text[6] = letter(flags, ItemFlags.REPORT_OWNER, 'o');
    text[7] = letter(flags, ItemFlags.REPORT_GROUP, 'g');
    text[8] = otherTimes(flags);
    text[9] = letter(flags, ItemFlags.REPORT_ACL, 'a');
    text[10] = letter(flags, ItemFlags.REPORT_XATTR, 'x');
    boolean transferred = text[0] == '<' || text[0] == '>';
    if (!transferred && isAllDots(text)) {
      fill(text, ' ');
    }
    return new String(text);
  }

  private static char update(int flags, boolean sentAway) {
    if (has(flags, ItemFlags.LOCAL_CHANGE)) {
      return has(flags, ItemFlags.XNAME_FOLLOWS) ? 'h' : 'c';
    }
    if (!has(flags, ItemFlags.TRANSFER)) {
      return '.';
    }
    return sentAway ? '<' : '>';
  }

  private static char typeLetter(int type) {
    return switch (type) {
      case 0040000 -> 'd';
      case 0120000 -> 'L';
      case 0060000, 0020000 -> 'D';
      case 0140000, 0010000 -> 'S';
      default -> 'f';
    };
  }

  private static char timeLetter(int flags, boolean link, Times times) {
    boolean failed = link && (!times.linksToo() || has(flags, ItemFlags.REPORT_TIMEFAIL));
    return !times.preserved() || failed ? 'T' : 't';
  }

  private static char otherTimes(int flags) {
    boolean access = has(flags, ItemFlags.REPORT_ATIME);
    boolean creation = has(flags, ItemFlags.REPORT_CRTIME);
    if (access && creation) {
      return 'b';
    }
    return access ? 'u' : creation ? 'n' : '.';
  }

  private static boolean has(int flags, int bit) {
    return (flags & bit) != 0;
  }

  private static char letter(int flags, int bit, char letter) {
    return has(flags, bit) ? letter : '.';
  }

  private static boolean isAllDots(char[] text) {
    for (int i = 2; i < LENGTH; i++) {
      if (text[i] != '.') {
        return false;
      }
    }
    return true;
  }

  private static void fill(char[] text, char c) {
    for (int i = 2; i < LENGTH; i++) {
      text[i] = c;
    }
  }
}
