// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.client.LocalPath;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.Difference.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hazard 16.5: two names of the source are one at the target. */
class NameClashIT {
  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();
  private Path source;
  private Path target;
  private Watcher watcher;

  @BeforeEach
  void makeTwins() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target"));
    for (String name : List.of("Readme", "README", "other")) {
      Path file = Files.writeString(source.resolve(name), "this is " + name + "\n");
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L + name.hashCode()));
    }
  }

  @AfterEach
  void stop() throws IOException {
    watcher.close();
  }

  private void watch(LocalFiles files) throws Exception {
    Mirror mirror =
        Mirror.of(
            (source + "/").getBytes(UTF_8),
            List.of(new LocalPath((target + "/").getBytes(UTF_8))),
            TransferOptions.builder().archive().build(),
            RsyncClient.builder().files(files).build());
    watcher = Watcher.builder().mirror(mirror).listener(events).start();
    events.awaitSynchronised();
  }

  private Verification verify() throws Exception {
    return watcher.verify("", false).get(0);
  }

  private List<String> clashes() {
    return events.lines().stream().filter(line -> line.startsWith("NamesClash")).toList();
  }

  private PathState state(String name) throws IOException {
    return watcher.why(source.resolve(name).toString().getBytes(UTF_8)).get(0).state();
  }

  @Test
  void hazard_16_5_twoNamesThatAreOneAtTheTargetAreToldOnceAndNotSentForEver() throws Exception {
    watch(new FoldingFiles());
    Verification first = verify();
    assertThat(target.toFile().list()).hasSize(2);
    assertThat(clashes()).hasSize(1);
    assertThat(first.differences()).singleElement().matches(one -> one.kind() == Kind.CLASHING);
    assertThat(first.lost()).isZero();
    String loser = first.differences().get(0).path();
    assertThat(state(loser)).isEqualTo(PathState.CLASHING);
    assertThat(state("other")).isNotEqualTo(PathState.CLASHING);
    TargetStatus before = watcher.status().mirrors().get(0).targets().get(0);

    assertThat(verify().differences()).isEqualTo(first.differences());
    Files.writeString(source.resolve(loser), "it comes and goes\n");
    assertThat(watcher.flush("", Duration.ofSeconds(60)).isComplete()).isTrue();
    assertThat(verify().differing()).isEqualTo(1);
    assertThat(verify().lost()).isZero();
    assertThat(clashes()).hasSize(1);
    assertThat(watcher.status().mirrors().get(0).targets().get(0).findings().lostUpdates())
        .isEqualTo(before.findings().lostUpdates());

    Files.delete(source.resolve(loser));
    verify();
    assertThat(verify().isEqual()).isTrue();
    assertThat(state("other")).isNotEqualTo(PathState.CLASHING);
  }

  /** What others have changed is repaired, whatever its neighbours are called. */
  @Test
  void hazard_16_5_namesThatOnlyLookAlikeAreRepairedWhereCaseCounts() throws Exception {
    watch(LocalFiles.currentDirectory());
    Files.writeString(target.resolve("README"), "changed at the target\n");
    assertThat(verify().differences()).containsExactly(new Difference("README", Kind.CONTENT));
    assertThat(clashes()).isEmpty();
    assertThat(verify().isEqual()).isTrue();
    assertThat(target.resolve("README")).hasSameTextualContentAs(source.resolve("README"));
  }
}
