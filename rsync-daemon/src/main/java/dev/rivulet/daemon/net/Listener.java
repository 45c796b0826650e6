// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Accepts clients and hands them to a {@link Reception} until it is closed. */
public interface Listener extends Closeable {

  /** Where it listens; the port is the real one, also if it was left to the system. */
  InetSocketAddress address();

  /** Accepts nobody any more; clients that were handed over stay. */
  @Override
  void close() throws IOException;
}
