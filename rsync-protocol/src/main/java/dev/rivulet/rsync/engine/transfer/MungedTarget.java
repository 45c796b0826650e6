// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

/** What a symbolic link leads to where links are kept unusable (rsync(1), --munge-links). */
public final class MungedTarget {
  private static final byte[] PREFIX = Text.of("/rsyncd-munged/");

  private MungedTarget() {}

  public static byte[] of(byte[] target) {
    return new Text().add(PREFIX).add(target).bytes();
  }
}
