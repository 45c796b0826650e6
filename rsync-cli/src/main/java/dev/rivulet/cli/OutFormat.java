// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.ItemInfo;
import dev.rivulet.rsync.event.ItemText;
import dev.rivulet.rsync.event.TransferEvent;
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
final class OutFormat {
  private static final String KNOWN = "BfGilLMnoptUm%";

  /** Numbers that are known only once the data has moved. */
  private static final String AFTER_TRANSFER = "bcC";

  /** A piece of the line: text when {@code escape} is 0. */
  private record Part(byte[] text, char escape, int width, boolean left, int commas) {}

  private final List<Part> parts;
  private final Clock clock;
  private final boolean local;
  private final ItemText.Times times;

  private OutFormat(List<Part> parts, Clock clock, boolean local, ItemText.Times times) {
    this.parts = parts;
    this.clock = clock;
    this.local = local;
    this.times = times;
  }

  /**
   * Reads a format.
   *
   * @param local whether both ends of the transfer are on this machine
   * @throws RsyncException for an escape that does not work here
   */
  static OutFormat parse(String format, Clock clock, boolean local, ItemText.Times times)
      throws RsyncException {
    List<Part> parts = new ArrayList<>();
    int textStart = 0;
    int at = format.indexOf('%');
    while (at >= 0) {
      Escape escape = new Escape(format, at);
      char letter = escape.letter();
      if (AFTER_TRANSFER.indexOf(letter) >= 0 && letter != 0) {
        throw new RsyncException(
            ExitCode.UNSUPPORTED,
            "rsync: --out-format: %" + letter + " is not supported by Rivulet");
      }
      if (KNOWN.indexOf(letter) >= 0 && letter != 0) {
        addText(parts, format.substring(textStart, at));
        parts.add(escape.part());
        textStart = escape.end;
      }
      at = format.indexOf('%', Math.max(escape.end, at + 1));
    }
    addText(parts, format.substring(textStart));
    return new OutFormat(parts, clock, local, times);
  }

  private static void addText(List<Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Part(text.getBytes(StandardCharsets.UTF_8), (char) 0, 0, false, 0));
    }
  }

  /** {@code %[-]['][digits][']letter}. */
  private static final class Escape {
    private final String format;
    private int end;
    private int width;
    private boolean left;
    private int commas;

    Escape(String format, int percent) {
      this.format = format;
      this.end = percent + 1;
      skipCommas();
      if (peek() == '-') {
        left = true;
        end++;
      }
      while (peek() >= '0' && peek() <= '9') {
        width = Math.min(width * 10 + (peek() - '0'), 4096);
        end++;
      }
      skipCommas();
      end = Math.min(end + 1, format.length());
    }

    private void skipCommas() {
      while (peek() == '\'') {
        commas++;
        end++;
      }
    }

    private char peek() {
      return end < format.length() ? format.charAt(end) : 0;
    }

    char letter() {
      return format.charAt(end - 1) == '%' && end < 2 ? 0 : format.charAt(end - 1);
    }

    Part part() {
      return new Part(new byte[0], letter(), width, left, commas);
    }
  }

  /** The line for an item, without a line end. */
  byte[] line(TransferEvent.Item item) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (Part part : parts) {
      if (part.escape == 0) {
        line.writeBytes(part.text);
      } else {
        append(line, part, value(part, item));
      }
    }
    return line.toByteArray();
  }

  /** The line for a deletion, without a line end. */
  byte[] deletion(byte[] name, boolean directory) {
    ItemInfo entry = new ItemInfo(name, directory ? 0040000 : 0100000, 0, 0, 0, 0, new byte[0]);
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    for (Part part : parts) {
      switch (part.escape) {
        case 0 -> line.writeBytes(part.text);
        case 'i' -> append(line, part, bytes(ItemText.DELETED));
        case 'o' -> append(line, part, bytes("del."));
        case 'n' -> append(line, part, displayName(entry));
        case 'f' -> append(line, part, name);
        case 'L' -> append(line, part, new byte[0]);
        default ->
            append(
                line,
                part,
                value(part, new TransferEvent.Item(entry, 0, new byte[0], false, 0, 0)));
      }
    }
    return line.toByteArray();
  }

  private byte[] value(Part part, TransferEvent.Item item) {
    ItemInfo entry = item.entry();
    return switch (part.escape) {
      case 'B' -> bytes(ModeText.permissions(entry.mode()));
      case 'f' -> entry.name();
      case 'G' -> bytes(Integer.toUnsignedString(entry.gid()));
      case 'U' -> bytes(Integer.toUnsignedString(entry.uid()));
      case 'i' -> bytes(ItemText.of(item, item.sending() && !local, times));
      case 'l' -> bytes(HumanNumber.bytes(entry.size(), part.commas));
      case 'L' -> linkText(part, item);
      case 'M' -> bytes(Timestamp.of(entry.mtime(), '-'));
      case 'n' -> displayName(entry);
      case 'o' -> bytes(item.sending() ? "send" : "recv");
      case 'p' -> bytes(Long.toString(ProcessHandle.current().pid()));
      case 't' -> bytes(Timestamp.of(clock.instant().getEpochSecond(), ' '));
      case 'm' -> new byte[0];
      case '%' -> bytes("%");
      default -> bytes("%" + part.escape);
    };
  }

  /** With a width the arrow counts as four columns in front of it. */
  private static byte[] linkText(Part part, TransferEvent.Item item) {
    boolean hard = item.linkedTo().length > 0;
    byte[] target = hard ? item.linkedTo() : item.entry().linkTarget();
    if (target.length == 0) {
      return part.width == 0 ? target : bytes("    ".concat(" ".repeat(part.width)));
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream(target.length + 4);
    text.writeBytes(bytes(hard ? " => " : " -> "));
    append(text, part, target);
    return text.toByteArray();
  }

  private static byte[] displayName(ItemInfo entry) {
    byte[] name = entry.name();
    boolean directory = (entry.mode() & 0170000) == 0040000;
    if (!directory) {
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

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
