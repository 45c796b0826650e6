// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.checksum;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** MD5 and SHA-1 of the JDK, which has them as intrinsics. */
final class JdkChecksum implements StrongChecksum {
  private final MessageDigest digest;
  private final byte[] before;
  private final byte[] after;

  private JdkChecksum(String algorithm, byte[] before, byte[] after) {
    try {
      this.digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
    this.before = before;
    this.after = after;
    digest.update(before);
  }

  static JdkChecksum md5(byte[] before, byte[] after) {
    return new JdkChecksum("MD5", before, after);
  }

  static JdkChecksum sha1(byte[] before) {
    return new JdkChecksum("SHA-1", before, Salt.NOTHING);
  }

  @Override
  public void reset() {
    digest.reset();
    digest.update(before);
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    digest.update(data, offset, length);
  }

  @Override
  public int digest(byte[] target, int offset) {
    digest.update(after);
    try {
      int written = digest.digest(target, offset, digest.getDigestLength());
      digest.update(before);
      return written;
    } catch (DigestException e) {
      throw new IllegalArgumentException("no room for the digest at " + offset, e);
    }
  }
}
