// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.IOException;
import java.util.List;

/** A transfer whose two ends are threads of this process. */
final class LocalCopy {
  private final TransferOptions options;
  private final LocalFiles files;
  private final TransferListener listener;

  LocalCopy(TransferOptions options, LocalFiles files, TransferListener listener) {
    this.options = options;
    this.files = files;
    this.listener = listener;
  }

  TransferResult run(List<byte[]> sources, byte[] destination) throws IOException {
    throw new UnsupportedOperationException("skeleton " + options + files + listener);
  }

  TransferResult list(List<byte[]> sources) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
