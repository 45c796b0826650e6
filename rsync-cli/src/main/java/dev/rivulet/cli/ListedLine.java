// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.event.HumanNumber;
import dev.rivulet.rsync.event.ItemInfo;
import dev.rivulet.rsync.event.ModeText;
import dev.rivulet.rsync.event.Timestamp;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The line of a listing: mode, size, time, name and where a link leads. */
final class ListedLine {
  /** The level of {@code --human-readable} there is without the option. */
  static final int GROUPED = 1;

  private static final int SIZE_WIDTH = 15;
  private static final int PLAIN_SIZE_WIDTH = 12;

  private ListedLine() {}

  /** The line, without a line end. */
  static byte[] of(ItemInfo entry, int humanReadable) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(96);
    line.writeBytes(bytes(ModeText.of(entry.mode())));
    String size = HumanNumber.bytes(entry.size(), humanReadable);
    int width = humanReadable == 0 ? PLAIN_SIZE_WIDTH : SIZE_WIDTH;
    for (int i = size.length(); i < width; i++) {
      line.write(' ');
    }
    line.writeBytes(bytes(size + " " + Timestamp.of(entry.mtime(), ' ') + " "));
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
