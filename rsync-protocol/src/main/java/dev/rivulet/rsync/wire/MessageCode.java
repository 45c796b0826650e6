// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import dev.rivulet.rsync.ProtocolException;

/** Tags of multiplexed frames that a network peer may send or receive. */
public enum MessageCode {
  DATA(0),
  ERROR_XFER(1),
  INFO(2),
  ERROR(3),
  WARNING(4),
  IO_ERROR(22),
  IO_TIMEOUT(33),
  NOOP(42),
  ERROR_EXIT(86),
  SUCCESS(100),
  DELETED(101),
  NO_SEND(102);

  private final int tag;

  MessageCode(int tag) {
    this.tag = tag;
  }

  /** The number on the wire, before the multiplexing base is added. */
  public int tag() {
    return tag;
  }

  /** Whether the payload is a line of text for the user. */
  public boolean isText() {
    return tag >= 1 && tag <= 4;
  }

  /**
   * The code for a received tag.
   *
   * @throws ProtocolException (exit code 12) for a tag that may not come from the network
   */
  public static MessageCode of(int tag) throws ProtocolException {
    for (MessageCode code : values()) {
      if (code.tag == tag) {
        return code;
      }
    }
    throw ProtocolException.stream("unexpected tag " + tag);
  }
}
