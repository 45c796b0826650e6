// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;

/** Filter lists on the wire. */
public final class FilterListCodec {
  private FilterListCodec() {}

  /**
   * Sends the rules that concern the peer, and the terminator.
   *
   * @param localSide the role of this end, whose private rules stay here
   * @param deleteExcluded whether plain rules lose their protecting half (--delete-excluded)
   */
  public static void write(
      FilterList list,
      FilterList.Side localSide,
      boolean deleteExcluded,
      int protocol,
      WireOutput out)
      throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Reads a list; every rule counts for this end, whatever side letters it carries. */
  public static FilterList read(int protocol, WireInput in) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
