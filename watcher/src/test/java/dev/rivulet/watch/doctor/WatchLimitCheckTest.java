// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.Endpoint;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorSettings;
import dev.rivulet.watch.source.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchLimitCheckTest {
  @TempDir Path source;

  private List<Finding> examine(InotifyLimits limits, SourceKind kind) throws IOException {
    for (int i = 0; i < 9; i++) {
      Files.createDirectories(source.resolve("a/" + i));
    }
    Mirror mirror =
        new Mirror(
            "m",
            source.toString().getBytes(),
            List.of(Endpoint.parse("/tmp/x/")),
            TransferOptions.builder().archive().build(),
            RsyncClient.builder().build(),
            MirrorSettings.builder().eventSource(kind).build());
    Findings findings = new Findings();
    new WatchLimitCheck(limits).examine(List.of(mirror), findings);
    return findings.all();
  }

  @Test
  void countsDirectoriesAgainstTheLimit() throws IOException {
    assertThat(examine(new InotifyLimits(1000, 128, 16384), SourceKind.INOTIFY))
        .extracting(Finding::text)
        .containsExactly("11 directories need a watch each, 1000 are allowed");
  }

  /** Hazard 2.19. */
  @Test
  void hazard_2_19_printsTheLineThatRaisesTheLimit() throws IOException {
    for (int allowed : new int[] {10, 12}) {
      assertThat(examine(new InotifyLimits(allowed, 128, 16384), SourceKind.INOTIFY))
          .singleElement()
          .satisfies(
              finding ->
                  assertThat(finding.remedy()).endsWith("fs.inotify.max_user_watches = 16384"));
    }
  }

  @Test
  void judgesQueuesAndWaitingEvents() throws IOException {
    assertThat(examine(new InotifyLimits(1000, 8, 99_999_999), SourceKind.INOTIFY))
        .extracting(Finding::remedy)
        .anySatisfy(remedy -> assertThat(remedy).contains("max_user_instances = 65"))
        .anySatisfy(remedy -> assertThat(remedy).contains("max_queued_events = 262144"));
    assertThat(examine(new InotifyLimits(1000, 128, 100), SourceKind.INOTIFY))
        .extracting(Finding::remedy)
        .anySatisfy(remedy -> assertThat(remedy).contains("max_queued_events = 16384"));
  }

  @Test
  void saysNothingOfInotifyWhereItIsNotUsed() throws IOException {
    assertThat(examine(new InotifyLimits(1, 1, 1), SourceKind.POLLING)).isEmpty();
  }
}
