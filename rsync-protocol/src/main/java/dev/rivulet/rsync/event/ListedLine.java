// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The line of a listing: mode, size, times, name and where a link leads. */
public final class ListedLine {
  /** The level of {@code --human-readable} there is without the option. */
  public static final int GROUPED = 1;

  private static final int SIZE_WIDTH = 15;
  private static final int PLAIN_SIZE_WIDTH = 12;

  /** What stands in place of all else for an argument that is missing. */
  private static final String MISSING = "*missing";

  /** Mode, time and the blanks around them. */
  private static final int BESIDE_SIZE = 10 + 1 + 19 + 1;

  /** In place of a time of access that is not known. */
  private static final String NO_TIME = " ".repeat(19);

  private ListedLine() {}

  /** The line, without a line end; {@code humanReadable} is the level of the option. */
  public static byte[] of(TransferEvent.Listed listed, int humanReadable) {
    ItemInfo entry = listed.entry();
    ByteArrayOutputStream line = new ByteArrayOutputStream(96);
    int width = humanReadable == 0 ? PLAIN_SIZE_WIDTH : SIZE_WIDTH;
    if (entry.mode() == 0) {
      line.writeBytes(bytes(MISSING + " ".repeat(width + BESIDE_SIZE - MISSING.length())));
      line.writeBytes(entry.name());
      return line.toByteArray();
    }
    line.writeBytes(bytes(ModeText.of(entry.mode())));
    String size = HumanNumber.bytes(entry.size(), humanReadable);
    for (int i = size.length(); i < width; i++) {
      line.write(' ');
    }
    line.writeBytes(bytes(size + " " + Timestamp.of(entry.mtime(), ' ') + " "));
    if (listed.showsAccess()) {
      long accessed = listed.accessed();
      line.writeBytes(bytes((accessed == 0 ? NO_TIME : Timestamp.of(accessed, ' ')) + " "));
    }
    line.writeBytes(entry.name());
    if (entry.linkTarget().length > 0) {
      line.writeBytes(bytes(" -> "));
      line.writeBytes(entry.linkTarget());
    }
    return line.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
