// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.Identity;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.testkit.RealRsync;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What fails, at a real daemon: paths and targets, each by itself. */
class FailureIT extends DaemonFixture {
  private void watch(TransferOptions options, Endpoint... targets) throws Exception {
    byte[] argument = (source + "/").getBytes(UTF_8);
    RsyncClient client = RsyncClient.builder().build();
    Mirror mirror = Mirror.of(argument, List.of(targets), options, client);
    watcher = Watcher.builder().mirror(mirror).listener(events).start();
    events.awaitSynchronised();
  }

  @Test
  void hazard_10_4_aPathThatTheTargetDoesNotTakeHoldsUpNoOtherAndArrivesWhenItDoes()
      throws Exception {
    watch(TransferOptions.builder().archive().build(), module());
    Files.createDirectories(target.resolve("poison/full"));
    Files.writeString(source.resolve("poison"), "a file where a directory stands");
    events.awaitLine("PathFailing[target=" + module() + ", path=poison");
    assertThat(status().failing()).extracting(FailingPath::path).containsExactly("poison");

    Files.writeString(source.resolve("other"), "x");
    events.awaitLine("UPDATED other");
    Files.delete(target.resolve("poison/full"));
    Files.delete(target.resolve("poison"));
    awaitEqual();
    events.awaitLine("UPDATED poison");
    assertThat(status().failingPaths()).isZero();
  }

  @Test
  void hazard_10_4_aPathThatFailsAtTheStartDoesNotHoldUpLaterChanges() throws Exception {
    Files.createDirectories(target.resolve("poison/full"));
    Files.writeString(source.resolve("poison"), "a file where a directory stands");
    watch(TransferOptions.builder().archive().build(), module());

    for (int i = 0; i < 5; i++) {
      Files.writeString(source.resolve("f" + i), "x");
      events.awaitLine("UPDATED f" + i);
    }
    assertThat(events.lines()).filteredOn("COMPARED ."::equals).hasSize(1);
  }

  @Test
  void hazard_10_6_aWrongPasswordBlocksTheTargetUntilItIsTheRightOne() throws Exception {
    Path secrets = Files.writeString(work.resolve("secrets"), "backup:right\n");
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    daemon.close();
    String[] login = {"auth users = backup", "secrets file = " + secrets};
    daemon = RestartableDaemon.start(RealRsync.find(), work, target, "root", login);
    AtomicReference<String> password = new AtomicReference<>("wrong");
    RsyncClient client =
        RsyncClient.builder()
            .passwordSource((user, host) -> password.get().getBytes(UTF_8))
            .build();
    Files.writeString(source.resolve("f"), "x");
    watcher =
        Watcher.builder()
            .source(source + "/")
            .target(Endpoint.parse("rsync://backup@127.0.0.1:" + daemon.port() + "/mirror/"))
            .options(TransferOptions.builder().archive().build())
            .client(client)
            .listener(events)
            .start();
    events.awaitLine("FAILING");
    TargetStatus refused = status();
    assertThat(refused.state()).isEqualTo(TargetState.BLOCKED);
    assertThat(refused.reason()).contains("auth failed");

    password.set("right");
    watcher.flush("", Duration.ofSeconds(30));
    awaitEqual();
    events.awaitLine("RECOVERED");
  }

  @Test
  void hazard_10_2_aDeadTargetDoesNotHoldUpAnother() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    TransferOptions options = TransferOptions.builder().archive().build();
    watch(options, DaemonUrl.of("127.0.0.1", closed, "mirror/"), module());
    events.awaitLine("FAILING");
    Files.writeString(source.resolve("f"), "x");
    events.awaitLine("UPDATED f");
    awaitEqual();
  }

  @Test
  void hazard_15_11_anUnreadableFileArrivesOnceItCanBeRead() throws Exception {
    Assumptions.assumeTrue(Posix.effectiveUser() != 0, "root reads everything");
    watch(TransferOptions.builder().archive().build(), module());
    Path secret = Files.writeString(source.resolve("secret"), "x");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    Files.writeString(source.resolve("other"), "x");
    events.awaitLine("UPDATED other");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    awaitEqual();
  }

  @Test
  void hazard_15_10_anOwnerThatIsRefusedIsToldOnceAndNotTriedAgain() throws Exception {
    Assumptions.assumeTrue(Posix.effectiveUser() == 0, "only root has files of others");
    daemon.close();
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
    daemon = RestartableDaemon.start(RealRsync.find(), work, target, "nobody");
    Identity asSuperUser = new Identity(List.of(), "", "", true, false, false, "");
    watch(TransferOptions.builder().archive().identity(asSuperUser).build(), module());
    events.awaitLine("AttributeRefused");
    Files.writeString(source.resolve("f"), "x");
    events.awaitLine("UPDATED f");
    Files.writeString(source.resolve("g"), "y");
    events.awaitLine("UPDATED g");

    assertThat(target.resolve("g")).hasContent("y");
    assertThat(events.lines())
        .filteredOn(line -> line.startsWith("AttributeRefused"))
        .doesNotHaveDuplicates();
    assertThat(events.lines()).noneMatch(line -> line.startsWith("FAILING"));
  }
}
