// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.engine.transfer.Counters;
import dev.rivulet.rsync.wire.IndexCode;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import java.io.IOException;

/** The counts of deleted files on the wire (protocol 31): by kind, behind an index of their own. */
public final class DeletionStats {
  private DeletionStats() {}

  public static void write(Counters.Kinds deleted, PeerOutput out) throws IOException {
    out.writeIndex(IndexCode.DEL_STATS);
    out.data().writeVarint(deleted.regular);
    out.data().writeVarint(deleted.directories);
    out.data().writeVarint(deleted.links);
    out.data().writeVarint(deleted.devices);
    out.data().writeVarint(deleted.specials);
  }

  /** Reads what follows the index. */
  public static Counters.Kinds read(WireInput in) throws IOException {
    Counters.Kinds deleted = new Counters.Kinds();
    deleted.regular = readCount(in, "deleted_files");
    deleted.directories = readCount(in, "deleted_dirs");
    deleted.links = readCount(in, "deleted_symlinks");
    deleted.devices = readCount(in, "deleted_devices");
    deleted.specials = readCount(in, "deleted_specials");
    return deleted;
  }

  private static int readCount(WireInput in, String what) throws IOException {
    int count = in.readVarint();
    if (count < 0 || count > WireLimits.MAX_DELETED) {
      throw new ProtocolException("wire value " + what + " out of range: " + count);
    }
    return count;
  }
}
