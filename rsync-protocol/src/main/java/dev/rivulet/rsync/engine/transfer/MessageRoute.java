// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import dev.rivulet.rsync.wire.MessageCode;
import java.io.IOException;

/** A way for messages to the peer. */
@FunctionalInterface
public interface MessageRoute {

  void send(MessageCode code, byte[] payload) throws IOException;
}
