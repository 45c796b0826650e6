// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

/** Every maximum a peer may ask for; checked before anything is allocated. */
public final class WireLimits {
  /** Bytes of one path, including room for a terminator the wire does not carry. */
  public static final int MAX_PATH = 4096;

  /** Bytes of a text line, message or filter rule. */
  public static final int MAX_LINE = MAX_PATH + 1024;

  /** Payload bytes of one frame. */
  public static final int MAX_FRAME = 0xffffff;

  /** Payload bytes of a data frame we send. */
  public static final int FRAME_SENT = 65532;

  /** Bytes of one literal token we send. */
  public static final int LITERAL_SENT = 32768;

  /** Block length, protocol 30 and later. */
  public static final int MAX_BLOCK_LENGTH = 1 << 17;

  /** Block length before protocol 30. */
  public static final int MAX_OLD_BLOCK_LENGTH = 1 << 29;

  /** Daemon arguments. */
  public static final int MAX_ARGUMENTS = 16_000;

  /** Bytes of all daemon arguments together, far beyond what a command line can hold. */
  public static final int MAX_ARGUMENT_BYTES = 16 << 20;

  /** Each of the five deletion counts. */
  public static final int MAX_DELETED = 1 << 28;

  /** Bytes of one negotiation list. */
  public static final int MAX_NEGOTIATION = 255;

  /** Entries of one ACL. */
  public static final int MAX_ACL_ENTRIES = 65_536;

  /** Attributes of one file. */
  public static final int MAX_XATTRS = 65_536;

  /** Bytes of one attribute name, terminator included. */
  public static final int MAX_XATTR_NAME = 4096;

  /** Bytes of one attribute value. */
  public static final int MAX_XATTR_VALUE = 128 << 20;

  /** Bytes of all names and values of one file. */
  public static final long MAX_XATTR_TOTAL = 512L << 20;

  private WireLimits() {}
}
