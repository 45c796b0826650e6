// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.function.Supplier;

/**
 * How an event is printed (inotifywait(1), {@code --format} and {@code --csv}): names byte for
 * byte.
 */
public final class EventFormat {
  private static final String DEFAULT = "%w %,e %f\n";

  private final byte[] format;
  private final boolean csv;
  private final StrftimeFormat times;
  private final Supplier<ZonedDateTime> clock;

  private EventFormat(
      byte[] format, boolean csv, StrftimeFormat times, Supplier<ZonedDateTime> clock) {
    this.format = format;
    this.csv = csv;
    this.times = times;
    this.clock = clock;
  }

  static EventFormat standard() {
    return new EventFormat(DEFAULT.getBytes(StandardCharsets.US_ASCII), false, null, null);
  }

  static EventFormat csv() {
    return new EventFormat(new byte[0], true, null, null);
  }

  /**
   * A format of the user's.
   *
   * @param timeFormat of {@code %T}, null without
   * @throws UsageException for {@code %T} without a time format
   */
  static EventFormat of(
      byte[] format, boolean newline, String timeFormat, Supplier<ZonedDateTime> clock)
      throws UsageException {
    if (timeFormat == null && asksForTime(format)) {
      throw new UsageException("%T is in --format string, but --timefmt was not specified.");
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(format);
    if (newline) {
      line.write('\n');
    }
    StrftimeFormat times = timeFormat == null ? null : new StrftimeFormat(timeFormat);
    return new EventFormat(line.toByteArray(), false, times, clock);
  }

  /**
   * A format that knows {@code %p} too, which is {@code %w%f}: the complete path.
   *
   * @param times the format of {@code %T}
   * @param newline whether a line ends behind it
   */
  public static EventFormat withPaths(byte[] format, boolean newline, String times) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (int i = 0; i < format.length; i++) {
      boolean directive = format[i] == '%' && i + 1 < format.length;
      if (directive && format[i + 1] == 'p') {
        plain.writeBytes(bytes("%w%f"));
        i++;
      } else {
        plain.write(format[i]);
        if (directive) {
          plain.write(format[++i]);
        }
      }
    }
    if (newline) {
      plain.write('\n');
    }
    return new EventFormat(
        plain.toByteArray(), false, new StrftimeFormat(times), ZonedDateTime::now);
  }

  private static boolean asksForTime(byte[] format) {
    for (int i = 0; i + 1 < format.length; i++) {
      if (format[i] == '%' && format[++i] == 'T') {
        return true;
      }
    }
    return false;
  }

  /** The event as it is printed, end of line included if there is one. */
  public byte[] line(SeenEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    if (csv) {
      addField(line, event.place());
      line.write(',');
      addField(line, bytes(EventName.text(event.mask(), ",")));
      line.write(',');
      addField(line, event.name());
      line.write('\n');
    } else {
      addFormatted(line, event);
    }
    return line.toByteArray();
  }

  private void addFormatted(ByteArrayOutputStream line, SeenEvent event) {
    for (int i = 0; i < format.length; i++) {
      if (format[i] != '%' || i + 1 == format.length) {
        line.write(format[i]);
        continue;
      }
      byte letter = format[++i];
      boolean separated = i + 1 < format.length && format[i + 1] == 'e' && letter != '%';
      switch (letter) {
        case 'w' -> line.writeBytes(event.place());
        case 'f' -> line.writeBytes(event.name());
        case 'e' -> line.writeBytes(bytes(EventName.text(event.mask(), ",")));
        case 'T' -> line.writeBytes(bytes(times.format(clock.get())));
        case 'c' -> line.writeBytes(bytes(Integer.toHexString(event.cookie())));
        case '0' -> line.write(0);
        case 'n' -> line.write('\n');
        case '%' -> line.write('%');
        default -> {
          if (separated) {
            String separator = String.valueOf((char) (letter & 0xff));
            line.writeBytes(
                EventName.text(event.mask(), separator).getBytes(StandardCharsets.ISO_8859_1));
            i++;
          } else {
            line.write('%');
            line.write(letter);
          }
        }
      }
    }
  }

  /** Quoted only where it must be. */
  private static void addField(ByteArrayOutputStream line, byte[] field) {
    if (!needsQuotes(field)) {
      line.writeBytes(field);
      return;
    }
    line.write('"');
    for (byte b : field) {
      if (b == '"') {
        line.write('"');
      }
      line.write(b);
    }
    line.write('"');
  }

  private static boolean needsQuotes(byte[] field) {
    if (field.length == 0) {
      return false;
    }
    boolean needs = field[0] == ' ' || field[field.length - 1] == ' ';
    for (byte b : field) {
      needs |= b == ',' || b == '"' || b == '\n';
    }
    return needs;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
