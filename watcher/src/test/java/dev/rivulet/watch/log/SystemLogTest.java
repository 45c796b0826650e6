// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.watch.config.SyslogSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemLogTest {
  private static final Clock MORNING =
      Clock.fixed(Instant.parse("2026-11-02T08:05:09Z"), ZoneOffset.UTC);

  private final List<String> sent = new ArrayList<>();

  private Log log(String facility) {
    return new SystemLog(
        new SyslogSettings(facility, "rsync-watch"),
        message -> sent.add(new String(message, StandardCharsets.UTF_8)),
        MORNING,
        77);
  }

  @Test
  void linesHaveTheFormThatSyslogTakes() {
    log("daemon").write(Log.Level.NORMAL, "watching 3 directories");
    log("local3").write(Log.Level.PROBLEM, "h::m: away");
    assertThat(sent)
        .containsExactly(
            "<29>Nov  2 08:05:09 rsync-watch[77]: watching 3 directories",
            "<156>Nov  2 08:05:09 rsync-watch[77]: h::m: away");
  }

  @Test
  void withoutSyslogLinesAreDropped() {
    Log log =
        new SystemLog(
            new SyslogSettings("daemon", "t"),
            message -> {
              throw new StoreException("connect", Errno.ECONNREFUSED);
            },
            MORNING,
            1);
    assertThatCode(() -> log.write(Log.Level.NORMAL, "x")).doesNotThrowAnyException();
  }
}
