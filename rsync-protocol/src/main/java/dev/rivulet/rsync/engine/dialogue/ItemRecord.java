// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.wire.ItemFlags;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import java.io.IOException;

/**
 * What is said of one file: the generator's request or note, and the sender's echo of it.
 *
 * @param index of the file
 * @param flags {@link ItemFlags}
 * @param basisType which file the blocks refer to, {@link #DESTINATION} if nothing was said
 * @param otherName of the leader of a hard link, or the leaf of a fuzzy basis; empty when not given
 */
public record ItemRecord(int index, int flags, int basisType, byte[] otherName) {
  /** The basis is the destination file itself. */
  public static final int DESTINATION = 0x80;

  public static final int PARTIAL_DIRECTORY = 0x81;
  public static final int BACKUP = 0x82;
  public static final int FUZZY = 0x83;

  private static final byte[] NO_NAME = {};
  private static final int LONGEST_NAME = WireLimits.MAX_PATH - 1;

  public static ItemRecord of(int index, int flags) {
    return new ItemRecord(index, flags, DESTINATION, NO_NAME);
  }

  public static ItemRecord linkedTo(int index, int flags, byte[] leader) {
    return new ItemRecord(index, flags | ItemFlags.XNAME_FOLLOWS, DESTINATION, leader);
  }

  /** Asks for data, with the blocks of a basis offered. */
  public static ItemRecord request(int index, int flags, Basis basis) {
    int follows = basis.isDestination() ? 0 : ItemFlags.BASIS_TYPE_FOLLOWS;
    int named = basis.name().length == 0 ? 0 : ItemFlags.XNAME_FOLLOWS;
    return new ItemRecord(index, flags | follows | named, basis.type(), basis.name());
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** The name the entry is a link to; empty for all that is no link. */
  byte[] linkedTo() {
    return isTransfer() ? NO_NAME : otherName;
  }

  /** Whether data is asked for. */
  public boolean isTransfer() {
    return has(ItemFlags.TRANSFER);
  }

  /** Whether extended attributes follow, which are asked for, or sent. */
  public boolean carriesXattrs(Transfer transfer) {
    boolean follower =
        has(ItemFlags.XNAME_FOLLOWS)
            && has(ItemFlags.LOCAL_CHANGE)
            && transfer.parameters().xattrsOfLeadersOnly();
    return transfer.options().preserve().xattrs() > 0
        && transfer.movesData()
        && has(ItemFlags.REPORT_XATTR)
        && !follower;
  }

  /** Writes the record; before protocol 29 an index says everything there is to say. */
  public void write(PeerOutput out, int protocol) throws IOException {
    out.writeIndex(index);
    if (protocol < 29) {
      return;
    }
    out.data().writeShort(flags);
    if (has(ItemFlags.BASIS_TYPE_FOLLOWS)) {
      out.data().writeByte(basisType);
    }
    if (has(ItemFlags.XNAME_FOLLOWS)) {
      out.data().writeVstring(otherName);
    }
  }

  /** Reads what follows an index. */
  public static ItemRecord read(int index, int protocol, WireInput in) throws IOException {
    if (protocol < 29) {
      return of(index, ItemFlags.TRANSFER | ItemFlags.UNKNOWN);
    }
    int flags = in.readShort();
    int basis = (flags & ItemFlags.BASIS_TYPE_FOLLOWS) != 0 ? in.readByte() : DESTINATION;
    byte[] name = (flags & ItemFlags.XNAME_FOLLOWS) != 0 ? readName(in) : NO_NAME;
    return new ItemRecord(index, flags, basis, name);
  }

  private static byte[] readName(WireInput in) throws IOException {
    byte[] name = in.readVstring(LONGEST_NAME, "over-long vstring received");
    for (byte b : name) {
      if (b == 0) {
        throw new ProtocolException("NUL in the other name of an item");
      }
    }
    return name;
  }
}
