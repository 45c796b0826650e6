// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.wire.WireInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** What is said between the data of files, as functions of arbitrary bytes. */
public final class RecordFuzzTargets {
  private RecordFuzzTargets() {}

  /** Item records, one behind the other. */
  public static void items(byte[] bytes) throws IOException {
    WireInput in = new WireInput(new ByteArrayInputStream(bytes));
    do {
      ItemRecord.read(1, 32, in);
    } while (in.buffered() > 0);
  }

  /** The statistics of deletions. */
  public static void deletions(byte[] bytes) throws IOException {
    DeletionStats.read(new WireInput(new ByteArrayInputStream(bytes)));
  }

  /** The statistics of a serving sender, in the old and the new form. */
  public static void statistics(byte[] bytes) throws IOException {
    WireInput in = new WireInput(new ByteArrayInputStream(bytes));
    ServerStats.read(in.readByte() % 2 == 0 ? 28 : 32, in);
  }
}
