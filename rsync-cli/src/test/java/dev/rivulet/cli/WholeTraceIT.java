// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that {@code -vvv} shows of everyday commands, as the real program does. */
class WholeTraceIT {
  @TempDir private Path work;

  private TraceComparison traces() throws IOException {
    return new TraceComparison(Files.createDirectory(work.resolve("trees")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-avvv --delete --force",
        "-anvvv --delete --exclude=g*",
        "-rvvv --no-i-r",
        "-rvv --iconv=utf8,latin1"
      })
  void ofACopy(String options) throws IOException {
    traces().assertSameLines(options, "source/", "copy/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-vvv", "-rvvv"})
  void ofAListing(String options) throws IOException {
    traces().assertSameLines(options, "source/sub/deep");
  }

  @Test
  void ofATransferToADaemonAndBack() throws IOException {
    TraceComparison traces = traces();
    String ids = "root".equals(System.getProperty("user.name")) ? "uid = 0\ngid = 0\n" : "";
    String module =
        "use chroot = no\n" + ids + "[all]\nread only = no\npath = " + work + "/trees\n";
    try (RealRsync.Daemon daemon = RealRsync.find().startDaemon(work, module)) {
      String all = "rsync://127.0.0.1:" + daemon.port() + "/all/@/";
      traces.assertSameLines("-avvv --delete --force", "source/", all + "copy/");
      traces.assertSameLines("-avvv --delete --force", all + "source/", "copy/");
      traces.assertSameLines("-vvv", all + "source/sub/deep");
    }
  }

  @Test
  void ofATransferByARemoteShellAndBack() throws IOException {
    TraceComparison traces = traces();
    Path shell = work.resolve("shell");
    Files.writeString(shell, "#!/bin/sh\nshift\ncd '" + work + "/trees'\nexec \"$@\"\n");
    Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
    String server = " -e " + shell + " --rsync-path=" + RealRsync.find().program();
    traces.assertSameLines("-avvv --delete --exclude=g*" + server, "source/", "host:@/copy/");
    traces.assertSameLines("-avvv --delete --exclude=g*" + server, "host:@/source/", "copy/");
  }
}
