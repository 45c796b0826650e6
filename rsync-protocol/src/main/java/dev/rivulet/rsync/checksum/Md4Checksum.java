// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.checksum;

import org.bouncycastle.crypto.digests.MD4Digest;

/** MD4, which neither the JDK nor a default OpenSSL has any more. */
final class Md4Checksum implements StrongChecksum {
  private final MD4Digest digest = new MD4Digest();
  private final byte[] before;
  private final byte[] after;

  Md4Checksum(byte[] before, byte[] after) {
    this.before = before;
    this.after = after;
    startOver();
  }

  @Override
  public void reset() {
    digest.reset();
    startOver();
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    digest.update(data, offset, length);
  }

  @Override
  public int digest(byte[] target, int offset) {
    digest.update(after, 0, after.length);
    int written = digest.doFinal(target, offset);
    startOver();
    return written;
  }

  private void startOver() {
    digest.update(before, 0, before.length);
  }
}
