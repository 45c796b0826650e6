// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.log;

import java.io.Closeable;

/** Where finished log lines go; safe for several threads. */
interface LogDestination extends Closeable {

  /** Writes one line; a log that fails must not disturb a transfer, so it never throws. */
  void write(LogLine line);

  @Override
  void close();
}
