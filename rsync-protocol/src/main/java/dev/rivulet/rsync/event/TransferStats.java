// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

/** The numbers of {@code --stats}; counts by kind are regular, directory, link, device, special. */
public record TransferStats(
    Counts files,
    Counts created,
    Counts deleted,
    int transferredFiles,
    long totalSize,
    long transferredSize,
    long literalBytes,
    long matchedBytes,
    long listSize,
    long listBuildMillis,
    long listTransferMillis,
    long bytesSent,
    long bytesReceived,
    long hashHits,
    long falseAlarms,
    long skippedDeletions) {

  /** Files by kind. */
  public record Counts(int regular, int directories, int links, int devices, int specials) {
    public static final Counts ZERO = new Counts(0, 0, 0, 0, 0);

    public int total() {
      return regular + directories + links + devices + specials;
    }
  }
}
