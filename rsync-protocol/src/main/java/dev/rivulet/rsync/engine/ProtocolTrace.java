// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.options.DebugFlag;
import java.io.IOException;

/** Tells which protocol was agreed on ({@code --debug=PROTO}), in rsync's words. */
final class ProtocolTrace {
  private ProtocolTrace() {}

  static void tell(Transfer transfer, Reports reports) throws IOException {
    if (transfer.traces(DebugFlag.PROTO)) {
      reports.info(
          "(%s) Protocol versions: remote=%d, negotiated=%d"
              .formatted(
                  transfer.isServer() ? "Server" : "Client",
                  transfer.parameters().peerProtocol(),
                  transfer.protocol()));
    }
  }
}
