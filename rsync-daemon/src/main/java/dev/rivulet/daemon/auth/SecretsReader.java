// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.auth;

import dev.rivulet.daemon.host.OperatorFiles;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;

/**
 * Opens a secrets file and judges it by {@code strict modes} on the very file it reads, so that the
 * file cannot be exchanged in between.
 */
final class SecretsReader {
  private static final int OTHERS_READ_OR_WRITE = 06;

  /** A file that may not be used; the message is for the log. */
  static final class Rejected extends Exception {
    private static final long serialVersionUID = 1L;

    Rejected(String message) {
      super(message);
    }
  }

  private SecretsReader() {}

  static SecretsFile read(byte[] path, boolean strict) throws StoreException, Rejected {
    OperatorFiles.Contents contents = OperatorFiles.read(path);
    if (strict) {
      judge(contents.attributes());
    }
    return new SecretsFile(contents.bytes());
  }

  private static void judge(FileAttributes attributes) throws Rejected {
    if ((attributes.mode() & OTHERS_READ_OR_WRITE) != 0) {
      throw new Rejected("secrets file must not be other-accessible (see strict modes option)");
    }
    if (Posix.effectiveUser() == 0 && attributes.uid() != 0) {
      throw new Rejected(
          "secrets file must be owned by root when running as root (see strict modes)");
    }
  }
}
