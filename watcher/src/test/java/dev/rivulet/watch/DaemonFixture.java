// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The same with the target directory as the module of a real rsync daemon. */
abstract class DaemonFixture extends MirrorFixture {
  RestartableDaemon daemon;

  @BeforeEach
  final void startDaemon() throws IOException {
    daemon = RestartableDaemon.start(RealRsync.find(), work, target);
  }

  @Override
  @AfterEach
  void stop() throws IOException {
    super.stop();
    daemon.close();
  }

  /** The module. */
  final Endpoint module() {
    return DaemonUrl.of("127.0.0.1", daemon.port(), "mirror/");
  }
}
