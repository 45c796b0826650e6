// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The names in a {@code --files-from} list. */
final class NameList {
  private NameList() {}

  /**
   * Splits a list.
   *
   * @param nulSeparated whether names end with NUL; otherwise they end with LF or CR
   */
  static List<byte[]> split(byte[] contents, boolean nulSeparated) {
    List<byte[]> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= contents.length; i++) {
      boolean ends =
          i == contents.length
              || (nulSeparated ? contents[i] == 0 : contents[i] == '\n' || contents[i] == '\r');
      if (ends) {
        if (start < i) {
          names.add(Arrays.copyOfRange(contents, start, i));
        }
        start = i + 1;
      }
    }
    return names;
  }

  /** The names that are not comments: those that start with {@code #} or {@code ;}. */
  static List<byte[]> withoutComments(List<byte[]> lines) {
    return lines.stream().filter(line -> line[0] != '#' && line[0] != ';').toList();
  }
}
