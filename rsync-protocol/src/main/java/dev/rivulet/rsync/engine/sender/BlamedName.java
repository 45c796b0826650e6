// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import java.util.Arrays;
import java.util.Collection;

/**
 * Finds the file that an error message is about.
 *
 * <p>rsync quotes names in most messages, with the path of the destination in front of them and
 * sometimes as the temporary file beside them; some messages end in a bare name.
 */
final class BlamedName {
  private static final int TEMPORARY_SUFFIX = 7;
  private static final byte[] VERIFICATION = Text.of(" failed verification");
  private static final byte[] ERROR_PREFIX = Text.of("ERROR: ");

  private BlamedName() {}

  /** The entry a text names, or null. */
  static FileEntry find(byte[] text, Collection<FileList> lists) {
    byte[] path = pathIn(text);
    if (path.length == 0) {
      return null;
    }
    FileEntry entry = findSuffix(path, lists);
    return entry != null ? entry : findSuffix(withoutTemporaryParts(path), lists);
  }

  private static byte[] pathIn(byte[] text) {
    int end = text.length;
    while (end > 0 && text[end - 1] == '\n') {
      end--;
    }
    int open = indexOf(text, 0, end, new byte[] {'"'});
    if (open >= 0) {
      int close = lastQuote(text, end);
      return close > open ? Arrays.copyOfRange(text, open + 1, close) : new byte[0];
    }
    int verification = indexOf(text, 0, end, VERIFICATION);
    if (verification > 0 && indexOf(text, 0, end, ERROR_PREFIX) == 0) {
      return Arrays.copyOfRange(text, ERROR_PREFIX.length, verification);
    }
    int colon = indexOf(text, 0, end, Text.of(": "));
    return colon < 0 ? new byte[0] : Arrays.copyOfRange(text, colon + 2, end);
  }

  private static int lastQuote(byte[] text, int end) {
    int at = end - 1;
    while (at >= 0 && text[at] != '"') {
      at--;
    }
    return at;
  }

  private static int indexOf(byte[] text, int from, int end, byte[] wanted) {
    for (int i = from; i + wanted.length <= end; i++) {
      if (Arrays.equals(text, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }

  /** The longest tail of the path that is the name of an entry. */
  private static FileEntry findSuffix(byte[] path, Collection<FileList> lists) {
    for (int start = 0; start < path.length; start++) {
      if (path[start] != '/' && (start == 0 || path[start - 1] == '/')) {
        byte[] name = Arrays.copyOfRange(path, start, path.length);
        for (FileList list : lists) {
          int position = list.find(name);
          if (position >= 0) {
            return list.entry(position);
          }
        }
      }
    }
    return null;
  }

  /** {@code d/.name.XXXXXX} was to become {@code d/name}. */
  private static byte[] withoutTemporaryParts(byte[] path) {
    int leaf = path.length;
    while (leaf > 0 && path[leaf - 1] != '/') {
      leaf--;
    }
    int length = path.length - leaf - 1 - TEMPORARY_SUFFIX;
    if (length <= 0 || path[leaf] != '.' || path[path.length - TEMPORARY_SUFFIX] != '.') {
      return path;
    }
    byte[] name = Arrays.copyOf(path, leaf + length);
    System.arraycopy(path, leaf + 1, name, leaf, length);
    return name;
  }
}
