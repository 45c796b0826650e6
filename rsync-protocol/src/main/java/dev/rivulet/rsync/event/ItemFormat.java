// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The form of the line for each item, with its {@code %} escapes: rsync(1), option --out-format,
 * and rsyncd.conf(5), parameter {@code log format}. Immutable.
 */
public final class ItemFormat {
  private static final String LETTERS = "abBcCfGhilLmMnopPtuU%";

  /** What is known only once the data has moved. */
  private static final String AFTER_TRANSFER = "bcC";

  private static final int TYPE_MASK = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final byte[] NOTHING = {};

  /** A piece of the line: text when {@code escape} is 0. */
  private record Part(byte[] text, char escape, int width, boolean left, int apostrophes) {}

  /**
   * Where a transfer takes place.
   *
   * @param local whether both ends are on this machine
   * @param processId what stands for it, of a daemon the number of the connection
   * @param daemon null for an end that is none
   */
  public record Place(boolean local, long processId, DaemonSide daemon) {}

  /** What only a daemon knows; the bytes as they were configured or sent. */
  public record DaemonSide(byte[] address, byte[] host, byte[] module, byte[] path, byte[] user) {}

  private final List<Part> parts;
  private final Clock clock;
  private final Place place;
  private final ItemText.Times times;

  private ItemFormat(List<Part> parts, Clock clock, Place place, ItemText.Times times) {
    this.parts = parts;
    this.clock = clock;
    this.place = place;
    this.times = times;
  }

  /**
   * Reads a format; what is no escape stays as it is.
   *
   * @param clock for {@code %t}
   * @param times how this transfer keeps them, which {@code %i} shows
   */
  public static ItemFormat parse(byte[] format, Clock clock, Place place, ItemText.Times times) {
    String text = new String(format, StandardCharsets.ISO_8859_1);
    List<Part> parts = new ArrayList<>();
    int textStart = 0;
    int at = text.indexOf('%');
    while (at >= 0) {
      Escape escape = new Escape(text, at);
      if (escape.isKnown()) {
        addText(parts, text.substring(textStart, at));
        parts.add(escape.part());
        textStart = escape.end;
      }
      at = text.indexOf('%', escape.isKnown() ? escape.end : at + 1);
    }
    addText(parts, text.substring(textStart));
    return new ItemFormat(parts, clock, place, times);
  }

  private static void addText(List<Part> parts, String text) {
    if (!text.isEmpty()) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      parts.add(new Part(bytes, (char) 0, 0, false, 0));
    }
  }

  /** {@code %[']...[-][digits][']...letter}. */
  private static final class Escape {
    private static final int WIDEST = 4096;

    /** A number with more digits is no width, and what follows it an escape of its own. */
    private static final int MOST_DIGITS = 20;

    private final String format;
    private int end;
    private int width;
    private boolean left;
    private int apostrophes;
    private boolean overlong;

    Escape(String format, int percent) {
      this.format = format;
      this.end = percent + 1;
      skipApostrophes();
      if (peek() == '-') {
        left = true;
        end++;
      }
      int digits = end;
      while (peek() >= '0' && peek() <= '9') {
        width = Math.min(width * 10 + (peek() - '0'), WIDEST);
        end++;
      }
      overlong = end - digits > MOST_DIGITS;
      skipApostrophes();
      end++;
    }

    private void skipApostrophes() {
      while (peek() == '\'') {
        apostrophes++;
        end++;
      }
    }

    private char peek() {
      return end < format.length() ? format.charAt(end) : 0;
    }

    boolean isKnown() {
      return !overlong && end <= format.length() && LETTERS.indexOf(format.charAt(end - 1)) >= 0;
    }

    Part part() {
      return new Part(NOTHING, format.charAt(end - 1), width, left, apostrophes);
    }
  }

  /** Whether the format shows what a letter stands for. */
  public boolean has(char letter) {
    for (Part part : parts) {
      if (part.escape == letter) {
        return true;
      }
    }
    return false;
  }

  /** Whether the line of a transferred file can be made only after the transfer. */
  public boolean needsAmounts() {
    for (int i = 0; i < AFTER_TRANSFER.length(); i++) {
      if (has(AFTER_TRANSFER.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** The line for an item, without a line end. */
  public byte[] line(TransferEvent.Item item, Amounts amounts, FileSum sum) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (Part part : parts) {
      if (part.escape == 0) {
        line.writeBytes(part.text);
      } else if (part.escape == 'L') {
        appendLink(line, part, item);
      } else {
        append(line, part, value(part, item, amounts, sum));
      }
    }
    return line.toByteArray();
  }

  /** The line for an item of which no data has moved, without a line end. */
  public byte[] line(TransferEvent.Item item) {
    return line(item, Amounts.NONE, item.sum());
  }

  /**
   * The line for a deletion, without a line end.
   *
   * @param sumLength bytes of the checksums of this transfer
   */
  public byte[] deletion(byte[] name, boolean directory, int sumLength) {
    int mode = directory ? DIRECTORY : REGULAR;
    ItemInfo entry = new ItemInfo(name, mode, 0, 0, 0, 0, NOTHING);
    FileSum sum = FileSum.unknown(sumLength);
    TransferEvent.Item item = new TransferEvent.Item(entry, 0, NOTHING, false, sum);
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    for (Part part : parts) {
      switch (part.escape) {
        case 0 -> line.writeBytes(part.text);
        case 'i' -> append(line, part, ascii(ItemText.DELETED));
        case 'o' -> append(line, part, ascii("del."));
        case 'B' -> append(line, part, ascii("---------"));
        case 'L' -> appendLink(line, part, item);
        default -> append(line, part, value(part, item, Amounts.NONE, sum));
      }
    }
    return line.toByteArray();
  }

  private byte[] value(Part part, TransferEvent.Item item, Amounts amounts, FileSum sum) {
    ItemInfo entry = item.entry();
    return switch (part.escape) {
      case 'a', 'h', 'P', 'u' -> ofDaemon(part);
      case 'b' -> number(part, amounts.moved());
      case 'B' -> ascii(ModeText.permissions(entry.mode()));
      case 'c' -> number(part, amounts.sums());
      case 'C' -> ascii(sum.text());
      case 'f' -> entry.longName();
      case 'G' -> group(entry);
      case 'i' -> ascii(ItemText.of(item, item.sending() && !place.local(), times));
      case 'l' -> number(part, entry.size());
      case 'm' -> place.daemon() == null ? NOTHING : place.daemon().module();
      case 'M' -> ascii(Timestamp.of(entry.mtime(), '-', clock.getZone()));
      case 'n' -> displayName(entry);
      case 'o' -> ascii(item.sending() ? "send" : "recv");
      case 'p' -> ascii(Long.toString(place.processId()));
      case 't' -> ascii(Timestamp.of(clock.instant().getEpochSecond(), ' ', clock.getZone()));
      case 'U' -> ascii(Integer.toUnsignedString(entry.uid()));
      default -> ascii("%");
    };
  }

  /** Without a daemon these escapes stand for themselves. */
  private byte[] ofDaemon(Part part) {
    DaemonSide daemon = place.daemon();
    if (daemon == null) {
      return ascii("%" + part.escape);
    }
    return switch (part.escape) {
      case 'a' -> daemon.address();
      case 'h' -> daemon.host();
      case 'P' -> daemon.path();
      default -> daemon.user();
    };
  }

  private static byte[] number(Part part, long value) {
    return ascii(HumanNumber.bytes(value, part.apostrophes));
  }

  private static byte[] group(ItemInfo entry) {
    boolean known = entry.gid() != ItemInfo.NO_GROUP;
    return ascii(known ? Integer.toUnsignedString(entry.gid()) : "DEFAULT");
  }

  /** The width is the one of the target; without a target there are as many blanks. */
  private static void appendLink(ByteArrayOutputStream line, Part part, TransferEvent.Item item) {
    boolean hard = item.linkedTo().length > 0;
    byte[] target = hard ? item.linkedTo() : item.entry().linkTarget();
    if (target.length > 0) {
      line.writeBytes(ascii(hard ? " => " : " -> "));
      append(line, part, target);
    } else if (part.width > 0) {
      pad(line, part.width + 4);
    }
  }

  private static byte[] displayName(ItemInfo entry) {
    byte[] name = entry.name();
    if ((entry.mode() & TYPE_MASK) != DIRECTORY) {
      return name;
    }
    byte[] slashed = Arrays.copyOf(name, name.length + 1);
    slashed[name.length] = '/';
    return slashed;
  }

  private static void append(ByteArrayOutputStream line, Part part, byte[] value) {
    int padding = part.width - value.length;
    if (!part.left) {
      pad(line, padding);
    }
    line.writeBytes(value);
    if (part.left) {
      pad(line, padding);
    }
  }

  private static void pad(ByteArrayOutputStream line, int count) {
    for (int i = 0; i < count; i++) {
      line.write(' ');
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
