// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.wire;

import java.io.IOException;

/** Receives every frame that is not data, on the thread that reads the connection. */
public interface MessageSink {

  /**
   * Takes one message.
   *
   * @param payload a fresh array that the sink may keep
   */
  void message(MessageCode code, byte[] payload) throws IOException;
}
