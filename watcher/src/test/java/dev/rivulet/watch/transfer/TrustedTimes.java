// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

/** Makes the engine one that trusts sizes and times, to show that a test would notice. */
public final class TrustedTimes {
  private TrustedTimes() {}

  public static void set(boolean trusted) {
    TransferPlan.trustsTimes = trusted;
  }
}
