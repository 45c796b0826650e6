// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only root can be somebody else; the suite is run as root too. */
class PrivilegesTest {

  @BeforeEach
  void needRoot() {
    assertThat(Privileges.prepare()).isTrue();
    assumeTrue(Posix.effectiveUser() == 0);
  }

  private interface Work<T> {
    T run() throws Exception;
  }

  /** Runs something on a thread that ends with it. */
  private static <T> T onItsOwnThread(Work<T> work)
      throws InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work::run);
    Thread thread = new Thread(task);
    thread.start();
    T result = task.get();
    thread.join();
    return result;
  }

  private static Map<String, List<String>> status() throws IOException {
    return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
        .map(line -> line.split(":\\s*", 2))
        .filter(fields -> fields.length == 2)
        .collect(Collectors.toMap(fields -> fields[0], fields -> List.of(fields[1].split("\\s+"))));
  }

  @Test
  void givesOneThreadTheIdentityAndNoOther() throws Exception {
    Map<String, List<String>> seen =
        onItsOwnThread(
            () -> {
              Privileges.assume(new Identity(65534, 1234, List.of(5, 6)));
              return status();
            });

    assertThat(seen.get("Uid").get(3)).isEqualTo("65534");
    assertThat(seen.get("Gid").get(3)).isEqualTo("1234");
    assertThat(seen.get("Groups")).containsExactly("5", "6");
    assertThat(seen.get("CapEff")).containsExactly("0".repeat(16));
    assertThat(seen.get("CapPrm")).containsExactly("0".repeat(16));
    assertThat(status().get("Uid").get(3)).isEqualTo("0");
    assertThat(status().get("CapEff")).isNotEqualTo(List.of("0".repeat(16)));
  }

  @Test
  void isInheritedByThreadsThatAreStartedLater() throws Exception {
    Map<String, List<String>> seen =
        onItsOwnThread(
            () -> {
              Privileges.assume(new Identity(65534, 65534, List.of()));
              return onItsOwnThread(PrivilegesTest::status);
            });

    assertThat(seen.get("Uid").get(3)).isEqualTo("65534");
    assertThat(seen.get("CapEff")).containsExactly("0".repeat(16));
  }

  @Test
  void takesAwayWhatOnlyRootMayDo() throws Exception {
    assertThatThrownBy(
            () ->
                onItsOwnThread(
                    () -> {
                      Privileges.assume(new Identity(65534, 65534, List.of()));
                      Privileges.assume(new Identity(0, 0, List.of()));
                      return null;
                    }))
        .hasRootCauseMessage("setgroups: Operation not permitted (1)");
  }

  @Test
  void leavesRootWhatItMayDo() throws Exception {
    Map<String, List<String>> seen =
        onItsOwnThread(
            () -> {
              Privileges.assume(new Identity(0, 7, List.of()));
              return status();
            });

    assertThat(seen.get("Gid").get(3)).isEqualTo("7");
    assertThat(seen.get("CapEff")).isEqualTo(status().get("CapEff"));
  }
}
