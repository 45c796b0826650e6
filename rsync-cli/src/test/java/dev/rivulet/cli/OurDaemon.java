// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.daemon.RsyncDaemon;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Our daemon in this process, on a free port of 127.0.0.1. */
final class OurDaemon implements Closeable {
  private final RsyncDaemon daemon;

  private OurDaemon(RsyncDaemon daemon) {
    this.daemon = daemon;
  }

  /**
   * Starts it.
   *
   * @param directory where the configuration is put
   * @param configuration the text of its {@code rsyncd.conf}
   */
  static OurDaemon start(Path directory, String configuration) throws IOException {
    Path file = Files.writeString(directory.resolve("our-rsyncd.conf"), configuration);
    return new OurDaemon(
        RsyncDaemon.builder()
            .configFile(file)
            .address("127.0.0.1")
            .port(0)
            .logFile(directory.resolve("our-rsyncd.log").toString())
            .start());
  }

  int port() {
    return daemon.port();
  }

  @Override
  public void close() throws IOException {
    daemon.close();
  }
}
