// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.store.TreePath;
import java.util.Arrays;

/**
 * One extended attribute of an entry. A long value is known by its digest until it is asked for;
 * sets are shared by entries, so this happens once.
 *
 * <p>Safe for the generator, which asks, and the receiver, which gets the answer.
 */
public final class Xattr {
  /** The longest value, in bytes, that goes over the wire at once. */
  static final int MAX_IMMEDIATE = 32;

  /** Bytes of an MD5 digest. */
  static final int DIGEST_BYTES = 16;

  private static final byte[] NOT_KNOWN = {};

  private final byte[] name;
  private final int number;
  private final int length;
  private final byte[] digest;
  private volatile byte[] value;
  private boolean requested;

  private Xattr(byte[] name, int number, int length, byte[] digest, byte[] value) {
    this.name = name;
    this.number = number;
    this.length = length;
    this.digest = digest;
    this.value = value;
  }

  /** An attribute with its value. */
  static Xattr withValue(byte[] name, int number, byte[] value) {
    return new Xattr(name, number, value.length, NOT_KNOWN, value);
  }

  /** An attribute whose value is known by its length and digest. */
  static Xattr withDigest(byte[] name, int number, int length, byte[] digest) {
    return new Xattr(name, number, length, digest, NOT_KNOWN);
  }

  /** What a sender keeps of an attribute: a long value only as its digest. */
  static Xattr found(byte[] name, int number, byte[] value) {
    return value.length > MAX_IMMEDIATE
        ? withDigest(name, number, value.length, digestOf(value))
        : withValue(name, number, value);
  }

  private static byte[] digestOf(byte[] value) {
    StrongChecksum md5 = ChecksumAlgorithm.MD5.plain();
    md5.update(value, 0, value.length);
    byte[] digest = new byte[DIGEST_BYTES];
    md5.digest(digest, 0);
    return digest;
  }

  /** The name, its namespace in front. */
  public byte[] name() {
    return name;
  }

  /** The position in its set as sent, from 1. */
  public int number() {
    return number;
  }

  /** Bytes of the value when the list was made. */
  public int length() {
    return length;
  }

  /** Whether the value came without being asked for. */
  public boolean isImmediate() {
    return length <= MAX_IMMEDIATE;
  }

  /** Whether {@link #value} is there. */
  public boolean hasValue() {
    return isImmediate() || value != NOT_KNOWN;
  }

  /** The value; meaningless unless {@link #hasValue}. */
  public byte[] value() {
    return value;
  }

  /** The digest of a value that is not immediate. */
  byte[] digest() {
    return digest;
  }

  /** The value has been sent. */
  public void setValue(byte[] sent) {
    value = sent;
  }

  /** Whether a value found elsewhere is this one. */
  public boolean matches(byte[] other) {
    if (isImmediate()) {
      return Arrays.equals(value, other);
    }
    return other.length == length && Arrays.equals(digest, digestOf(other));
  }

  /** Whether the value has to be asked for; from then on it has not. */
  public synchronized boolean claim() {
    boolean first = !requested && !hasValue();
    requested |= first;
    return first;
  }

  /** Whether the value was asked for. */
  public synchronized boolean isClaimed() {
    return requested;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Xattr that
        && length == that.length
        && Arrays.equals(name, that.name)
        && Arrays.equals(content(), that.content());
  }

  private byte[] content() {
    return isImmediate() ? value : digest;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(name) + Arrays.hashCode(content());
  }

  @Override
  public String toString() {
    return TreePath.escape(name) + "[" + length + "]";
  }
}
