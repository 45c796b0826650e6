// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

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
final class LogicalLines implements Iterable<String> {
  private final String text;

  LogicalLines(String text) {
    this.text = text;
  }

  @Override
  public Iterator<String> iterator() {
    return new Lines();
  }

  private final class Lines implements Iterator<String> {
    private int position;
    private String next;

    @Override
    public boolean hasNext() {
      while (next == null && position < text.length()) {
        String line = Blanks.trim(physicalLine());
        if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ';') {
          String joined = Blanks.trim(joinedFrom(line));
          next = joined.isEmpty() ? null : joined;
        }
      }
      return next != null;
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      String line = next;
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
      return line;
    }
  }
}
