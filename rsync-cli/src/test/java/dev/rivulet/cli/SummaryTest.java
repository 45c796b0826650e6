// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.event.TransferStats;
import dev.rivulet.rsync.event.TransferStats.Counts;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The texts are those rsync 3.5.0 prints for the same numbers. */
class SummaryTest {
  private static final TransferStats STATS =
      new TransferStats(
          new Counts(1202, 2, 1, 1, 1),
          new Counts(1202, 2, 1, 1, 1),
          Counts.ZERO,
          1201,
          3_000_002,
          3_000_000,
          0,
          0,
          0,
          2,
          0,
          20_511,
          3_672,
          0,
          0,
          0);

  @Test
  void showsTwoLines() {
    TransferOptions options = TransferOptions.builder().verbosity(1).build();

    assertThat(Summary.of(STATS, options, 1, 0.3))
        .isEqualTo(
            """

            sent 20,511 bytes  received 3,672 bytes  48,366.00 bytes/sec
            total size is 3,000,002  speedup is 124.05
            """);
  }

  @Test
  void saysWhenNothingWasChanged() {
    TransferOptions options = TransferOptions.builder().verbosity(1).dryRun(true).build();

    assertThat(Summary.of(STATS, options, 2, 0.3))
        .isEqualTo(
            """

            sent 20.51K bytes  received 3.67K bytes  48.37K bytes/sec
            total size is 3.00M  speedup is 124.05 (DRY RUN)
            """);
  }

  @Test
  void countsWholeSecondsAndAHalf() {
    TransferOptions options = TransferOptions.builder().verbosity(1).build();

    assertThat(Summary.of(STATS, options, 0, 2.9)).contains("  9673.20 bytes/sec");
  }

  @Test
  void showsAllNumbers() {
    TransferOptions options = TransferOptions.builder().stats(true).build();

    assertThat(Summary.of(STATS, options, 1, 0.3))
        .startsWith(
            """

            Number of files: 1,207 (reg: 1,202, dir: 2, link: 1, dev: 1, special: 1)
            Number of created files: 1,207 (reg: 1,202, dir: 2, link: 1, dev: 1, special: 1)
            Number of deleted files: 0
            Number of regular files transferred: 1,201
            Total file size: 3,000,002 bytes
            Total transferred file size: 3,000,000 bytes
            Literal data: 0 bytes
            Matched data: 0 bytes
            File list size: 0
            File list generation time: 0.002 seconds
            File list transfer time: 0.000 seconds
            Total bytes sent: 20,511
            Total bytes received: 3,672

            sent 20,511 bytes\
            """);
  }

  @Test
  void leavesOutWhatOldProtocolsDoNotKnow() {
    TransferOptions options = TransferOptions.builder().stats(true).protocolLimit(30).build();

    assertThat(Summary.of(STATS, options, 1, 0.3))
        .contains("Number of created files")
        .doesNotContain("Number of deleted files");
  }

  @Test
  void tellsTheHeapOfEachRoleWhenAsked(@TempDir Path directory) throws IOException {
    Files.writeString(Files.createDirectory(directory.resolve("src")).resolve("file"), "text");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> words = List.of("-r", "--info=stats3", directory + "/src/", directory + "/copy/");

    Main.run(words.stream().map(String::getBytes).toList(), out, out);

    assertThat(out.toString(UTF_8).lines())
        .filteredOn(line -> line.endsWith("heap statistics:"))
        .extracting(line -> line.replaceAll("[0-9]+", "N"))
        .containsExactlyInAnyOrder(
            "rsync[N] (sender) heap statistics:",
            "rsync[N] (server receiver) heap statistics:",
            "rsync[N] (server generator) heap statistics:");
    assertThat(out.toString(UTF_8)).containsPattern("used: +[0-9]+ +\\(bytes of objects\\)");
  }
}
