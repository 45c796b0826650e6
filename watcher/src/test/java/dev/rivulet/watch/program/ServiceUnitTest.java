// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The units for systemd agree with what the programs do. */
class ServiceUnitTest {

  private static String unit(String name) throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("packaging"))) {
      directory = directory.getParent();
    }
    return Files.readString(directory.resolve("packaging/systemd").resolve(name));
  }

  @Test
  void theMirrorTellsThatItIsReadyStaysInTheForegroundAndIsReloadedBySighup() throws Exception {
    assertThat(unit("rsync-watch.service"))
        .contains("Type=notify\n", "WatchdogSec=", "ExecReload=/bin/kill -HUP $MAINPID\n")
        .contains("ExecStart=/usr/local/bin/rsync-watch run /etc/rsync-watch.conf\n");
  }

  @Test
  void theMirrorIsGivenTimeToEnd() throws Exception {
    String unit = unit("rsync-watch.service");
    int seconds = Integer.parseInt(unit.replaceFirst("(?s).*TimeoutStopSec=([0-9]+)\n.*", "$1"));
    assertThat(seconds).isGreaterThan((int) WatchService.PATIENCE.toSeconds());
  }

  @Test
  void theDaemonStaysInTheForeground() throws Exception {
    assertThat(unit("rsyncd.service"))
        .contains("ExecStart=/usr/local/bin/rsyncd --no-detach --config=/etc/rsyncd.conf\n");
  }
}
