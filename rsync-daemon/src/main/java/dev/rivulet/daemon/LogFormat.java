// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ByteText;
import dev.rivulet.rsync.event.ItemInfo;
import dev.rivulet.rsync.event.ItemText;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.wire.ItemFlags;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The format of log lines about files, {@code log format} (rsyncd.conf(5)): text with one-letter
 * escapes, each with an optional width. Works on byte texts.
 */
final class LogFormat {
  /** Escapes of rsync that have no meaning here yet. */
  private static final String MISSING = "bCc'";

  private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");
  private static final DateTimeFormatter MODIFIED =
      DateTimeFormatter.ofPattern("yyyy/MM/dd-HH:mm:ss");

  private final String format;
  private final Login login;
  private final long id;
  private final ItemText.Times times;
  private final boolean itemizes;
  private final Clock clock;

  /**
   * The format for one connection.
   *
   * @param id of the connection, which stands for the process id
   * @param times how this transfer keeps them, which {@code %i} shows
   */
  LogFormat(String format, Login login, long id, ItemText.Times times, Clock clock) {
    this.format = format;
    this.login = login;
    this.id = id;
    this.times = times;
    this.itemizes = hasEscape(format, 'i');
    this.clock = clock;
  }

  /** The first escape in a format that cannot be filled in. */
  static Optional<String> unsupportedEscape(String format) {
    for (int percent = format.indexOf('%'); percent >= 0; ) {
      int letter = letterAt(format, percent + 1);
      if (letter < format.length() && MISSING.indexOf(format.charAt(letter)) >= 0) {
        return Optional.of(format.substring(percent, letter + 1));
      }
      percent = format.indexOf('%', letter + 1);
    }
    return Optional.empty();
  }

  private static boolean hasEscape(String format, char wanted) {
    for (int percent = format.indexOf('%'); percent >= 0; ) {
      int letter = letterAt(format, percent + 1);
      if (letter < format.length() && format.charAt(letter) == wanted) {
        return true;
      }
      percent = format.indexOf('%', letter + 1);
    }
    return false;
  }

  /** Whether the log mentions an item: its data was moved or, if changes are shown, it changed. */
  boolean mentions(TransferEvent.Item item) {
    int decisive = itemizes ? ItemFlags.SIGNIFICANT | ItemFlags.LOCAL_CHANGE : ItemFlags.TRANSFER;
    return (item.flags() & decisive) != 0;
  }

  /** The line for a file that was sent or received. */
  String item(TransferEvent.Item item) {
    return line(
        item.entry(),
        item.sending() ? "send" : "recv",
        ItemText.of(item, item.sending(), times),
        item.linkedTo());
  }

  /** The line for a file that was deleted. */
  String deleted(TransferEvent.Deleted deleted) {
    int mode = deleted.directory() ? 0040000 : 0100000;
    ItemInfo gone = new ItemInfo(deleted.name(), mode, 0, 0, 0, 0, new byte[0]);
    return line(gone, "del.", ItemText.DELETED, new byte[0]);
  }

  private static int letterAt(String format, int from) {
    int at = from;
    if (at < format.length() && format.charAt(at) == '-') {
      at++;
    }
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private String line(ItemInfo entry, String operation, String changes, byte[] linkedTo) {
    StringBuilder line = new StringBuilder(format.length() + 80);
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      int letter = c == '%' ? letterAt(format, at + 1) : format.length();
      if (letter == format.length()) {
        line.append(c);
        at++;
        continue;
      }
      String width = format.substring(at + 1, letter);
      Optional<String> value = value(format.charAt(letter), entry, operation, changes, linkedTo);
      line.append(value.map(v -> padded(v, width)).orElse(format.substring(at, letter + 1)));
      at = letter + 1;
    }
    return line.toString();
  }

  private static String padded(String value, String width) {
    boolean left = width.startsWith("-");
    String digits = left ? width.substring(1) : width;
    if (digits.isEmpty()) {
      return value;
    }
    int missing = Math.min(Integer.parseInt(digits), 255) - value.length();
    String blanks = " ".repeat(Math.max(0, missing));
    return left ? value + blanks : blanks + value;
  }

  private Optional<String> value(
      char letter, ItemInfo entry, String operation, String changes, byte[] linkedTo) {
    String name = ByteText.of(entry.name());
    return Optional.ofNullable(
        switch (letter) {
          case '%' -> "%";
          case 'a' -> login.host().addressText();
          case 'B' -> permissions(entry.mode());
          case 'f' -> name.startsWith("/") ? name.substring(1) : name;
          case 'G' -> Integer.toUnsignedString(entry.gid());
          case 'h' -> login.host().name();
          case 'i' -> changes;
          case 'l' -> Long.toString(entry.size());
          case 'L' -> link(entry, linkedTo);
          case 'm' -> login.module().name();
          case 'M' -> time(entry.mtime());
          case 'n' -> isDirectory(entry) ? name + "/" : name;
          case 'o' -> operation;
          case 'p' -> Long.toString(id);
          case 'P' -> login.module().path();
          case 't' -> NOW.format(LocalDateTime.now(clock));
          case 'u' -> login.user();
          case 'U' -> Integer.toUnsignedString(entry.uid());
          default -> null;
        });
  }

  private String time(long seconds) {
    return MODIFIED.format(
        LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), clock.getZone()));
  }

  private static boolean isDirectory(ItemInfo entry) {
    return (entry.mode() & 0170000) == 0040000;
  }

  private static String link(ItemInfo entry, byte[] linkedTo) {
    if (linkedTo.length > 0) {
      return " => " + ByteText.of(linkedTo);
    }
    return entry.linkTarget().length > 0 ? " -> " + ByteText.of(entry.linkTarget()) : "";
  }

  private static String permissions(int mode) {
    char[] text = "rwxrwxrwx".toCharArray();
    for (int i = 0; i < 9; i++) {
      if ((mode & 0400 >> i) == 0) {
        text[i] = '-';
      }
    }
    mark(text, 2, mode, 04000, 's');
    mark(text, 5, mode, 02000, 's');
    mark(text, 8, mode, 01000, 't');
    return new String(text);
  }

  private static void mark(char[] text, int at, int mode, int bit, char letter) {
    if ((mode & bit) != 0) {
      text[at] = text[at] == '-' ? Character.toUpperCase(letter) : letter;
    }
  }
}
