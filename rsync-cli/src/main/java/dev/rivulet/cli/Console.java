// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Standard output and standard error: bytes that a terminal must not see become {@code \#ooo}, and
 * what is written to one of them appears after everything written to the other before.
 *
 * <p>Safe for several threads. A failing write does not disturb the transfer; the program asks
 * {@link #hasFailed} at its end (exit code 13).
 */
final class Console {
  private static final int BUFFER = 8192;

  /** Which bytes above 127 can be shown. */
  enum HighBytes {
    /** None: a terminal without a character set, such as {@code LC_ALL=C}. */
    ESCAPED,
    /** Those that are UTF-8. */
    UTF_8,
    /** All, {@code --8-bit-output}. */
    RAW
  }

  private OutputStream out;
  private final OutputStream err;
  private HighBytes highBytes = HighBytes.ESCAPED;
  private boolean failed;
  private boolean flushesLines;

  /** Whether the cursor stands behind a line that the next one may be drawn over. */
  private boolean drawnOver;

  Console(OutputStream out, OutputStream err) {
    this.out = new BufferedOutputStream(out, BUFFER);
    this.err = err;
  }

  synchronized void show(HighBytes value) {
    highBytes = value;
  }

  /** From now on everything goes to standard error, each line at once ({@code --stderr=all}). */
  synchronized void useOnlyErrors() {
    flush();
    out = new BufferedOutputStream(err, BUFFER);
    flushesLines = true;
  }

  /** Whether every line is handed over at once, as opposed to when there are many. */
  synchronized void flushLines(boolean value) {
    flushesLines = value;
  }

  /** Writes a line of text that may quote names to standard output. */
  synchronized void line(byte[] text) {
    if (drawnOver) {
      drawnOver = false;
      write('\n');
    }
    write(escaped(text));
    write('\n');
    if (flushesLines) {
      flush();
    }
  }

  /** Writes a line of our own words to standard output. */
  synchronized void line(String text) {
    line(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes to standard output as it is, for lines that are drawn several times. */
  synchronized void draw(String text) {
    drawnOver = text.startsWith("\r") && !text.endsWith("\n");
    write(text.getBytes(StandardCharsets.UTF_8));
    flush();
  }

  /** Writes a line to standard error. */
  synchronized void error(byte[] text) {
    flush();
    byte[] shown = escaped(text);
    byte[] line = Arrays.copyOf(shown, shown.length + 1);
    line[shown.length] = '\n';
    try {
      err.write(line);
      err.flush();
    } catch (IOException e) {
      failed = true;
    }
  }

  /** Writes a line to standard error. */
  void error(String text) {
    error(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Hands over everything written so far. */
  synchronized void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      failed = true;
    }
  }

  /** Whether something could not be written. */
  synchronized boolean hasFailed() {
    return failed;
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      failed = true;
    }
  }

  private void write(char c) {
    try {
      out.write(c);
    } catch (IOException e) {
      failed = true;
    }
  }

  private byte[] escaped(byte[] text) {
    int end = text.length;
    int at = 0;
    while (at < end && isPlain(text, at)) {
      at++;
    }
    return at == end ? text : new Escaper(text, highBytes).run();
  }

  private static boolean isPlain(byte[] text, int at) {
    return (text[at] >= ' ' && text[at] != '\\') || text[at] == '\t';
  }

  /** Rewrites one text that is not plain. */
  private static final class Escaper {
    private final byte[] text;
    private final HighBytes highBytes;
    private final ByteArrayOutputStream result;

    Escaper(byte[] text, HighBytes highBytes) {
      this.text = text;
      this.highBytes = highBytes;
      this.result = new ByteArrayOutputStream(text.length + 16);
    }

    byte[] run() {
      int at = 0;
      while (at < text.length) {
        int shown = isPlain(text, at) ? 1 : printableLength(at);
        if (shown == 0) {
          octal(text[at] & 0xff);
          at++;
        } else {
          result.write(text, at, shown);
          at += shown;
        }
      }
      return result.toByteArray();
    }

    /** How many bytes from here on can be shown as they are, 0 if the first one cannot. */
    private int printableLength(int at) {
      int value = text[at] & 0xff;
      if (value == '\\') {
        return looksEscaped(at) ? 0 : 1;
      }
      if (value < 0x80) {
        return value == '\n' && at == text.length - 1 ? 1 : 0;
      }
      return switch (highBytes) {
        case ESCAPED -> 0;
        case RAW -> 1;
        case UTF_8 -> utf8Length(at);
      };
    }

    private int utf8Length(int at) {
      CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
      ByteBuffer in = ByteBuffer.wrap(text, at, Math.min(4, text.length - at));
      CharBuffer decoded = CharBuffer.allocate(1);
      CoderResult result = decoder.decode(in, decoded, true);
      if (result.isOverflow() && decoded.position() == 0) {
        return 4;
      }
      int used = in.position() - at;
      return decoded.position() > 0 ? used : 0;
    }

    private boolean looksEscaped(int at) {
      if (at + 4 >= text.length || text[at + 1] != '#') {
        return false;
      }
      for (int i = at + 2; i <= at + 4; i++) {
        if (text[i] < '0' || text[i] > '9') {
          return false;
        }
      }
      return true;
    }

    private void octal(int value) {
      result.write('\\');
      result.write('#');
      result.write('0' + (value >> 6));
      result.write('0' + ((value >> 3) & 7));
      result.write('0' + (value & 7));
    }
  }
}
