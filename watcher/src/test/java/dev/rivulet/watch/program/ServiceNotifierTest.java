// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceNotifierTest {
  private final List<String> sent = new ArrayList<>();
  private final ServiceNotifier notifier =
      new ServiceNotifier(
          message -> sent.add(new String(message, StandardCharsets.UTF_8)), Duration.ofSeconds(30));

  @Test
  void aServiceTellsWhenItIsReadyAndWhenItEnds() {
    notifier.ready("3 mirrors");
    notifier.alive();
    notifier.reloading();
    notifier.stopping();
    assertThat(sent).hasSize(4);
    assertThat(sent.get(0)).isEqualTo("READY=1\nSTATUS=3 mirrors");
    assertThat(sent.get(1)).isEqualTo("WATCHDOG=1");
    assertThat(sent.get(2)).matches("RELOADING=1\nMONOTONIC_USEC=[0-9]+");
    assertThat(sent.get(3)).isEqualTo("STOPPING=1");
  }

  @Test
  void signsOfLifeComeTwiceAsOftenAsTheyAreExpected() {
    assertThat(notifier.interval()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void theWatchdogIsMeantForOneProcess() {
    Map<String, String> environment = Map.of("WATCHDOG_USEC", "2000000", "WATCHDOG_PID", "7");
    assertThat(ServiceNotifier.watchdog(environment, 7)).isEqualTo(Duration.ofSeconds(2));
    assertThat(ServiceNotifier.watchdog(environment, 8)).isZero();
    assertThat(ServiceNotifier.watchdog(Map.of("WATCHDOG_USEC", "5000"), 8))
        .isEqualTo(Duration.ofMillis(5));
    assertThat(ServiceNotifier.watchdog(Map.of(), 8)).isZero();
    assertThat(ServiceNotifier.watchdog(Map.of("WATCHDOG_USEC", "soon"), 8)).isZero();
  }

  @Test
  void withoutAServiceManagerNothingIsSent() {
    ServiceNotifier nobody = ServiceNotifier.of(Map.of(), 7);
    assertThatCode(() -> nobody.ready("x")).doesNotThrowAnyException();
    assertThat(nobody.interval()).isZero();
  }

  @Test
  void aServiceManagerThatDoesNotListenIsNoFailure() {
    ServiceNotifier deaf =
        new ServiceNotifier(
            message -> {
              throw new StoreException("connect", Errno.ECONNREFUSED);
            },
            Duration.ZERO);
    assertThatCode(deaf::stopping).doesNotThrowAnyException();
  }
}
