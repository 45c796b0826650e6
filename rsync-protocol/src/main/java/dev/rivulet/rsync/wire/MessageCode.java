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

  private static final MessageCode[] BY_TAG = new MessageCode[NO_SEND.tag + 1];

  static {
    for (MessageCode code : values()) {
      BY_TAG[code.tag] = code;
    }
  }

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

  /** Whether the payload is bytes of any number below a limit: texts, names and data. */
  public boolean hasVariableLength() {
    return this == DATA || this == DELETED || isText();
  }

  /** Whether a payload may have this many bytes. */
  public boolean allows(int length) {
    return switch (this) {
      case DATA -> length >= 0 && length <= WireLimits.MAX_FRAME;
      case ERROR_XFER, INFO, ERROR, WARNING, DELETED -> length >= 0 && length < WireLimits.MAX_LINE;
      case NOOP -> length == 0;
      case ERROR_EXIT -> length == 0 || length == Integer.BYTES;
      case IO_ERROR, IO_TIMEOUT, SUCCESS, NO_SEND -> length == Integer.BYTES;
    };
  }

  /**
   * The number a fixed-size message carries: flags, seconds, an exit code or a file index.
   *
   * @param payload four bytes, as a {@link MessageSink} gets them
   */
  public static int value(byte[] payload) {
    return payload[0] & 0xff
        | (payload[1] & 0xff) << 8
        | (payload[2] & 0xff) << 16
        | payload[3] << 24;
  }

  /**
   * The code for a received tag.
   *
   * @throws ProtocolException (exit code 12) for a tag that may not come from the network
   */
  public static MessageCode of(int tag) throws ProtocolException {
    if (tag < 0 || tag >= BY_TAG.length || BY_TAG[tag] == null) {
      throw ProtocolException.stream("unexpected tag " + tag);
    }
    return BY_TAG[tag];
  }
}
