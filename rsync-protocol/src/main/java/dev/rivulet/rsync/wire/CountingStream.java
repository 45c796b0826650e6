// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

/** A stream that knows how many bytes the connection below it has delivered, frames included. */
interface CountingStream {

  /** Bytes received from the peer so far. */
  long received();
}
