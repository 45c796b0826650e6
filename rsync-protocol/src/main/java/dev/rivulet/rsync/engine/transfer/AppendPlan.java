// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import dev.rivulet.rsync.options.Append;
import java.util.BitSet;

/**
 * How the data of each file is sent where shorter files are only added to (rsync(1), --append):
 * what does not verify at the first attempt comes again in the ordinary way. Owned by one thread.
 */
public final class AppendPlan {
  private final Append first;
  private final BitSet tried = new BitSet();

  public AppendPlan(Transfer transfer) {
    this.first = mode(transfer);
  }

  /** How files are added to in this session; before protocol 30 all is verified. */
  private static Append mode(Transfer transfer) {
    Append asked = transfer.options().delivery().append();
    return asked.isOn() && transfer.protocol() < 30 ? Append.VERIFY : asked;
  }

  public boolean isOn() {
    return first.isOn();
  }

  /** Begins another attempt at a file, and tells how it is made. */
  public Append attempt(int index) {
    if (!first.isOn()) {
      return Append.NO;
    }
    boolean again = tried.get(index);
    tried.set(index);
    return again ? Append.NO : first;
  }
}
