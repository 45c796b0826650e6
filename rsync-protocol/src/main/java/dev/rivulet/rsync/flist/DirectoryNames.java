// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.wire.IndexCode;
import java.util.Arrays;

/**
 * The names of all directories a receiving side has been told of, and which have had their list.
 * One that cannot be named here has an empty name, and a list of such names.
 */
final class DirectoryNames {
  private static final byte AWAITED = 0;
  private static final byte RECEIVED = 1;
  private static final byte INACTIVE = 2;

  private final ByteArena names = new ByteArena();
  private byte[] states = {};

  void addAll(FileList list) {
    EntryColumns columns = list.columns();
    for (int at = 0; at < list.size(); at++) {
      int row = list.rowOfIndex(list.firstIndex() + at);
      if (columns.isDirectory(row)) {
        byte[] name = list.displayName(row);
        boolean doubled = columns.has(row, EntryFlag.INACTIVE) && name.length > 0;
        add(name, doubled ? INACTIVE : AWAITED);
      }
    }
  }

  private void add(byte[] name, byte state) {
    if (names.size() == states.length) {
      states = Arrays.copyOf(states, Capacity.grown(names.size()));
    }
    states[names.size()] = state;
    names.add(name, 0, name.length);
  }

  /**
   * Takes note that the list of a directory arrives.
   *
   * @return the directory's name with a slash at its end, empty for the root
   */
  byte[] open(int number) throws ProtocolException {
    if (number < 0 || number >= names.size()) {
      throw new ProtocolException(
          "Invalid dir index: %d (%d - %d)"
              .formatted(
                  IndexCode.FLIST_OFFSET - number,
                  IndexCode.FLIST_OFFSET,
                  IndexCode.FLIST_OFFSET - names.size() + 1));
    }
    if (states[number] == INACTIVE) {
      throw new ProtocolException("rsync: refusing flist for cleared dir_ndx " + number);
    }
    if (states[number] == RECEIVED) {
      throw new ProtocolException("rsync: refusing malicious duplicate flist for dir " + number);
    }
    states[number] = RECEIVED;
    byte[] name = names.get(number);
    if (name.length == 1 && name[0] == '.') {
      return new byte[0];
    }
    byte[] prefix = Arrays.copyOf(name, name.length + 1);
    prefix[name.length] = '/';
    return prefix;
  }
}
