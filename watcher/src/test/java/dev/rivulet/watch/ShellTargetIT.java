// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.ProgramShell;
import dev.rivulet.client.RemoteServer;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.client.ShellHost;
import dev.rivulet.rsync.options.ArgumentStyle;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.testkit.RealRsync;
import dev.rivulet.testkit.TreeAssert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine behind a remote shell as the target of a live mirror: real rsync runs there. */
class ShellTargetIT {
  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();

  private RsyncClient client() throws Exception {
    Path shell = work.resolve("remote-shell");
    Files.writeString(shell, "#!/bin/sh\nshift\nexec /bin/sh -c \"$*\"\n");
    Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
    byte[] program = RealRsync.find().program().toString().getBytes(UTF_8);
    RemoteServer server =
        new RemoteServer(
            new ProgramShell(shell.toString().getBytes(UTF_8), 0), program, ArgumentStyle.QUOTED);
    return RsyncClient.builder().remoteServer(server).build();
  }

  @Test
  void keepsADirectoryBehindARemoteShellEqual() throws Exception {
    Path source = Files.createDirectory(work.resolve("source"));
    Path target = Files.createDirectory(work.resolve("target"));
    Files.createDirectories(source.resolve("d/e"));
    Files.writeString(source.resolve("d/e/f"), "there from the start");
    TransferOptions options =
        TransferOptions.builder().archive().deleteMode(DeleteMode.DEFAULT).build();
    ShellHost host = new ShellHost("", "there", (target + "/").getBytes(UTF_8));
    byte[] argument = (source + "/").getBytes(UTF_8);
    Mirror mirror = Mirror.of(argument, List.of(host), options, client());
    try (Watcher watcher = Watcher.builder().mirror(mirror).listener(events).start()) {
      assertThat(watcher.waitingMarks()).isNotNegative();
      events.awaitSynchronised();
      Files.writeString(source.resolve("new name"), "made later");
      Files.delete(source.resolve("d/e/f"));
      Files.delete(source.resolve("d/e"));
      events.awaitEqual(() -> TreeAssert.assertThatTree(target).isEqualTo(source));
      events.awaitLine("DELETED d/e");
    }
  }
}
