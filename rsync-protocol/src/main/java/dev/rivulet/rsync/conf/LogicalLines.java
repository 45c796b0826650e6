// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.conf;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The lines of a configuration that say something: trimmed, neither empty nor a comment, continued
 * lines joined.
 *
 * <p>A comment has {@code #} or {@code ;} in front and does not go on in the next line. Every other
 * line goes on when a backslash is the last thing on it, blanks not counted; what follows is taken
 * as it stands.
 */
public final class LogicalLines implements Iterable<LogicalLines.Line> {
  private final String text;

  /**
   * A line, blanks at its ends removed.
   *
   * @param number of the line of the file it starts in, from 1
   */
  public record Line(int number, String text) {}

  public LogicalLines(String text) {
    this.text = text;
  }

  @Override
  public Iterator<Line> iterator() {
    return new Lines();
  }

  private final class Lines implements Iterator<Line> {
    private int position;
    private int read;
    private Line next;

    @Override
    public boolean hasNext() {
      while (next == null && position < text.length()) {
        String line = Blanks.trim(physicalLine());
        if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ';') {
          int number = read;
          String joined = Blanks.trim(joinedFrom(line));
          next = joined.isEmpty() ? null : new Line(number, joined);
        }
      }
      return next != null;
    }

    @Override
    public Line next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Line line = next;
      next = null;
      return line;
    }

    private String joinedFrom(String first) {
      if (!first.endsWith("\\")) {
        return first;
      }
      StringBuilder joined = new StringBuilder();
      String part = first;
      while (part.endsWith("\\")) {
        joined.append(part, 0, part.length() - 1);
        part = position < text.length() ? Blanks.trimEnd(physicalLine()) : "";
      }
      return joined.append(part).toString();
    }

    private String physicalLine() {
      int end = text.indexOf('\n', position);
      int stop = end < 0 ? text.length() : end;
      String line = text.substring(position, stop);
      position = stop + 1;
      read++;
      return line;
    }
  }
}
