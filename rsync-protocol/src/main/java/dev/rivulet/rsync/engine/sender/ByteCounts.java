// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

/** How many bytes an end has moved so far, frames and handshake included. */
public interface ByteCounts {
  long sent();

  long received();
}
