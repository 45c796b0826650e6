// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.place;

import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import java.io.IOException;

/** Copies the data of one file of this machine to another. Stateless. */
public final class FileCopy {
  private static final int BUFFER = 1 << 18;

  private FileCopy() {}

  /** Writes everything {@code from} has to {@code to}. */
  public static void copy(SourceFile from, StagedFile to) throws IOException {
    byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, from.attributes().size()))];
    long position = 0;
    for (int count = from.read(position, buffer, 0, buffer.length);
        count > 0;
        count = from.read(position, buffer, 0, buffer.length)) {
      to.write(buffer, 0, count);
      position += count;
    }
  }
}
